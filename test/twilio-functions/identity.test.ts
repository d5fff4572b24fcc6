import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeIdentity,
  encodeIdentity,
  LoginCodeTooLong,
  loginCodeKey,
} from '../../twilio-functions/identity';

/** Text that has an encoding at all: no lone surrogates, not empty. */
const loginCode = fc.string({ unit: 'binary', minLength: 1, maxLength: 10 });
const TWILIO_ALLOWS = /^[A-Za-z0-9_]{1,121}$/;

describe('the identity of a login code', () => {
  it.each([
    ['sato', 'sato'],
    ['sato.hanako', 'sato_2Ehanako'],
    ['under_score', 'under_5Fscore'],
    ['sato@example.com', 'sato_40example_2Ecom'],
    ['佐藤', '_E4_BD_90_E8_97_A4'],
  ])('writes %s as %s', (code, identity) => {
    expect(encodeIdentity(code)).toBe(identity);
    expect(decodeIdentity(identity)).toBe(code);
  });

  it('has only characters Twilio allows, and gives the login code back', () => {
    fc.assert(
      fc.property(loginCode, (code) => {
        const identity = encodeIdentity(code);
        expect(identity).toMatch(TWILIO_ALLOWS);
        expect(decodeIdentity(identity)).toBe(code);
      }),
    );
  });

  it('is never that of another login code', () => {
    fc.assert(
      fc.property(loginCode, loginCode, (one, other) => {
        fc.pre(one !== other);
        expect(encodeIdentity(one)).not.toBe(encodeIdentity(other));
      }),
    );
  });

  it('is one text only: whatever decodes, encodes to the same', () => {
    const almost = fc.stringMatching(/^([A-Za-z0-9]|_[0-9A-Fa-f]{2}|_){0,40}$/);
    fc.assert(
      fc.property(almost, (identity) => {
        const code = decodeIdentity(identity);
        expect(code === undefined || encodeIdentity(code) === identity).toBe(true);
      }),
    );
  });

  it.each([
    '',
    '_',
    '_4',
    '_2e',
    '_41',
    'sato.hanako',
    'a b',
    'x\n',
    '_FF',
    '_C0_80',
    'client:sato',
    'a'.repeat(122),
  ])('does not decode %j', (identity) => {
    expect(decodeIdentity(identity)).toBeUndefined();
  });

  it('fits 121 characters and names what is longer', () => {
    expect(encodeIdentity('a'.repeat(121))).toHaveLength(121);
    expect(() => encodeIdentity('a'.repeat(122))).toThrow(LoginCodeTooLong);
    expect(encodeIdentity('あ'.repeat(13))).toHaveLength(117);
    expect(() => encodeIdentity('あ'.repeat(14))).toThrow(LoginCodeTooLong);
  });

  it('refuses what is no text', () => {
    expect(() => encodeIdentity('')).toThrow(TypeError);
    expect(() => encodeIdentity('\ud800')).toThrow(TypeError);
  });
});

describe('the key of a login code', () => {
  it('is the same whatever case and width someone wrote it in', () => {
    expect(loginCodeKey(' Sato.Hanako ')).toBe(loginCodeKey('ｓａｔｏ.hanako'));
  });
});
