import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PhoneError } from '../../../kintone/call/phone-error';
import { reportFailure } from '../../../kintone/page/report-failure';

let lines: string[];

beforeEach(() => {
  lines = [];
  vi.spyOn(console, 'error').mockImplementation((...given: unknown[]) => void lines.push(given.join(' ')));
});
afterEach(() => void vi.restoreAllMocks());

it('says the code, and what kintone or the browser said of it', () => {
  const refusal = { code: 'CB_NO02', id: '505Ex15VUzjLbzm5Fvtv', message: '権限がありません。' };
  reportFailure('no-permission', new PhoneError('no-permission', refusal));
  reportFailure('mic-in-use', new PhoneError('mic-in-use', new DOMException('busy', 'NotReadableError')));
  reportFailure('phone-failed', new TypeError('x is not a function'));
  expect(lines).toEqual([
    '[kintone-phone] no-permission CB_NO02 505Ex15VUzjLbzm5Fvtv 権限がありません。',
    '[kintone-phone] mic-in-use NotReadableError busy',
    '[kintone-phone] phone-failed TypeError x is not a function',
  ]);
});

it.each([undefined, null, 'text', 7, new PhoneError('connect-slow')])('is content with %s', (cause) => {
  reportFailure('connect-slow', cause);
  expect(lines.map((line) => line.trim())).toEqual(['[kintone-phone] connect-slow']);
});

it('says once what failed for two who waited for it', () => {
  const [one, other] = [new PhoneError('login-over'), new PhoneError('login-over')];
  for (const cause of [one, one, other, undefined, undefined]) reportFailure('login-over', cause);
  expect(lines).toHaveLength(4);
});

it('keeps numbers, tokens and proofs to itself', () => {
  const token = `eyJhbGciOiJIUzI1NiJ9.${'a'.repeat(60)}.${'b'.repeat(43)}`;
  reportFailure('phone-failed', new Error(`${token} +81312345601 03-1234-5601 ${'V'.repeat(43)} 31005`));
  expect(lines.join()).not.toMatch(/aaaa|bbbb|VVVV|1234/);
  expect(lines.join()).toContain('31005');
});
