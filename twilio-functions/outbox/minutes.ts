import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Stands where text was cut off; the call's own page has the whole. */
export const CUT_MARK = '…（以下省略）';

/** Text in few characters. UTF-16, because Japanese deflates better in two bytes a character than in three. */
export function pack(text: string): string {
  return deflateRawSync(Buffer.from(text, 'utf16le'), { level: 9 }).toString('base64');
}

/** The text of `pack`; undefined for whatever `pack` never makes. */
export function unpack(packed: string): string | undefined {
  try {
    // The limit keeps a spoilt document from filling the memory; 64 kB is what a kintone field holds.
    return inflateRawSync(Buffer.from(packed, 'base64'), { maxOutputLength: 4_000_000 }).toString('utf16le');
  } catch {
    return undefined;
  }
}

/** `pack`, with as much of the text as fits into `most` characters, and the mark where it was cut. */
export function packWithin(text: string, most: number): string {
  const whole = pack(text);
  if (whole.length <= most) {
    return whole;
  }
  const body = text.endsWith(CUT_MARK) ? text.slice(0, -CUT_MARK.length) : text;
  let fits = 0;
  let tooLong = body.length;
  while (tooLong - fits > 64) {
    const tried = Math.floor((fits + tooLong) / 2);
    if (pack(cut(body, tried)).length <= most) {
      fits = tried;
    } else {
      tooLong = tried;
    }
  }
  return pack(cut(body, fits));
}

function cut(text: string, length: number): string {
  // Half of a surrogate pair would be a character that kintone cannot keep.
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '') + CUT_MARK;
}
