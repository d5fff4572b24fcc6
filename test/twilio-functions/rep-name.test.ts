import { describe, expect, it } from 'vitest';
import { decodeCallReference, encodeCallReference } from '../../twilio-functions/calls/call-reference';
import { provenRepName, signRepName } from '../../twilio-functions/rep-name';

const SECRET = 'the-secret-of-the-api-key';
const rep = { identity: 'sato_2Ehanako', name: '佐藤 花子' };

function prove(
  changes: { identity?: string; RepName?: string; RepNameProof?: string; secret?: string } = {},
) {
  const { RepName = '', RepNameProof = '' } = signRepName(rep, SECRET) ?? {};
  const given = { identity: rep.identity, RepName, RepNameProof, secret: SECRET, ...changes };
  return provenRepName(
    { identity: given.identity, name: given.RepName, proof: given.RepNameProof },
    given.secret,
  );
}

describe('the rep’s name', () => {
  it('is proven as it was signed', () => {
    expect(prove()).toBe('佐藤 花子');
  });

  it.each([
    ['another name', { RepName: '鈴木 一郎' }],
    ['another identity', { identity: 'suzuki_2Eichiro' }],
    ['a longer identity and a shorter name', { identity: 'sato_2Ehanako ', RepName: '佐藤 花子'.slice(1) }],
    ['another key', { secret: 'another-secret-of-a-key' }],
    ['no proof', { RepNameProof: '' }],
    ['the key itself for a proof', { RepNameProof: SECRET }],
  ])('is nobody’s with %s', (_name, changes) => {
    expect(prove(changes)).toBeNull();
  });

  it('is unknown where nothing was signed', () => {
    expect(provenRepName({ identity: 'sato', name: undefined, proof: undefined }, SECRET)).toBeNull();
    expect(signRepName({ identity: 'sato', name: ' \n' }, SECRET)).toBeUndefined();
  });

  it('is cut between characters, and its reference fits into a signed callback URL', () => {
    const longest = { identity: 'x'.repeat(121), name: '𠮷'.repeat(128) };
    const name = signRepName(longest, SECRET)?.RepName ?? '';
    expect([...name]).toHaveLength(60);
    const id = '9'.repeat(15);
    const reference = { identity: longest.identity, app: id, record: id, name };
    const encoded = encodeCallReference(reference);
    expect(encoded.length).toBeLessThan(700);
    expect(decodeCallReference(encoded)).toEqual(reference);
  });
});
