/**
 * The ways in which a phone field may write a number: what a query can ask for, since kintone compares text. What it
 * finds is read again by the dial plan, so a notation too many finds nobody else's record.
 */
export function notationsOf(e164: string, national: string): string[] {
  const groups = national.split('-');
  const [area = '', ...rest] = groups;
  const digits = groups.join('');
  const abroad = national.startsWith('0') ? `+81-${national.slice(1)}` : national;
  const local = rest.join('-');
  const all = [
    national,
    digits,
    e164,
    groups.join(' '),
    groups.join('.'),
    `${area}(${rest[0] ?? ''})${rest.slice(1).join('-')}`,
    `(${area})${local}`,
    `(${area}) ${local}`,
    abroad,
    abroad.replace('-', ' '),
    fullWidth(national),
    fullWidth(digits),
    fullWidth(`(${area})${local}`),
  ];
  return [...new Set(all)].filter((text) => /^[^"\\]+$/.test(text));
}

function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
}
