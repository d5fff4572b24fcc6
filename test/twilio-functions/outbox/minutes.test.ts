import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CUT_MARK, pack, packWithin, unpack } from '../../../twilio-functions/outbox/minutes';

/** Text that hardly deflates: the worst that minutes can be. */
const noise = (length: number) =>
  Array.from({ length }, (_, at) => String.fromCharCode(0x4e00 + ((at * 7919 + at * at * 31) % 6000))).join(
    '',
  );

describe('packed minutes', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 3000 }), (text) => unpack(pack(text)) === text),
    );
  });

  it('hold 30 kB of Japanese whole', () => {
    const text = '次回は見積もりを二案お持ちします。担当は佐藤が引き続き務めます。'.repeat(320);
    expect(Buffer.byteLength(text)).toBeGreaterThan(30_000);
    expect(packWithin(text, 11_000)).toBe(pack(text));
  });

  it('are cut with a mark when they do not fit, and only as far as they must', () => {
    const text = noise(10_000);
    const packed = packWithin(text, 8_000);
    const kept = unpack(packed) ?? '';
    expect(packed.length).toBeLessThanOrEqual(8_000);
    expect(packed.length).toBeGreaterThan(7_500);
    expect(kept.endsWith(CUT_MARK)).toBe(true);
    expect(text.startsWith(kept.slice(0, -CUT_MARK.length))).toBe(true);
  });

  it('that were cut are cut again without a second mark', () => {
    const once = unpack(packWithin(noise(10_000), 8_000)) ?? '';
    const twice = unpack(packWithin(once, 2_000)) ?? '';
    expect(twice.split(CUT_MARK)).toHaveLength(2);
  });

  it('never end in half a character', () => {
    const kept = unpack(packWithin('𠮷'.repeat(1000) + noise(9_000), 3_000)) ?? '';
    expect(kept).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
  });

  it.each(['', '%%%', 'AAAA', pack('x').slice(3)])('%j holds nothing', (packed) => {
    expect(unpack(packed) || undefined).toBeUndefined();
  });
});
