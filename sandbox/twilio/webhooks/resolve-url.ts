/** A URL of a TwiML document, absolute. An absolute one stays exactly as written: it is what is signed. */
export function resolveUrl(url: string, base: string): string {
  if (/^https?:\/\//i.test(url)) {
    return url;
  }
  const origin = /^https?:\/\/[^/?#]*/i.exec(base)?.[0] ?? '';
  return url.startsWith('/') && !url.startsWith('//') ? origin + url : new URL(url, base).href;
}
