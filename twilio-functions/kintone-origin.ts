const LOCAL = new Set(['localhost', '127.0.0.1']);
const SECURE_ACCESS_TWIN = /^([a-z0-9-]+)\.(cybozu\.com|kintone\.com|cybozu\.cn)$/;

/**
 * The origin of KINTONE_APP_URI: a host (`example.cybozu.com`) or a whole origin; `http:` for this machine only.
 * Undefined when it is neither, or is the secure-access address: that one asks for a client certificate.
 */
export function kintoneOriginOf(setting: string): string | undefined {
  const address = setting.includes('://') ? setting : `https://${setting}`;
  if (!URL.canParse(address)) {
    return undefined;
  }
  const url = new URL(address);
  const plain = url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password;
  const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && LOCAL.has(url.hostname));
  const named = /^[a-z0-9.-]+$/.test(url.hostname) && !/^[^.]+\.s\./.test(url.hostname);
  return plain && allowed && named ? url.origin : undefined;
}

/**
 * The origins a rep's page can have: kintone's own, and its secure-access twin (`example.s.cybozu.com`), from which
 * users with a client certificate come.
 */
export function pageOriginsOf(kintoneOrigin: string): string[] {
  const [, tenant, domain] = SECURE_ACCESS_TWIN.exec(new URL(kintoneOrigin).host) ?? [];
  return tenant && domain ? [kintoneOrigin, `https://${tenant}.s.${domain}`] : [kintoneOrigin];
}
