import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { judgeProof } from '../../../twilio-functions/sign-in/judge-proof';
import type { SignInRecord } from '../../../twilio-functions/sign-in/sign-in-record';

const verifier = randomBytes(32).toString('base64url');
const MADE_AT = Date.parse('2026-04-01T09:00:00Z');
const good: SignInRecord = {
  challenge: createHash('sha256').update(verifier).digest('base64url'),
  revision: '1',
  creator: 'sato.hanako',
  creatorName: '佐藤 花子',
  modifier: 'sato.hanako',
  createdAt: MADE_AT,
};

function judge(
  changes: Partial<SignInRecord> = {},
  { after = 0, blocked = [] as string[], with: other = verifier } = {},
) {
  const record = { ...good, ...changes };
  return judgeProof(record, { verifier: other, now: MADE_AT + after, blockedReps: new Set(blocked) });
}

describe('a sign-in record', () => {
  it('proves who made it', () => {
    expect(judge()).toEqual({ is: 'proof', loginCode: 'sato.hanako' });
  });

  it.each<[string, Partial<SignInRecord>]>([
    ['another challenge', { challenge: createHash('sha256').update('x').digest('base64url') }],
    ['no challenge', { challenge: '' }],
    ['the verifier as its challenge', { challenge: verifier }],
    ['an edit', { revision: '2' }],
    ['revision 0', { revision: '0' }],
    ['another modifier', { modifier: 'suzuki.ichiro' }],
    ['a guest', { creator: 'guest/a@example.com', modifier: 'guest/a@example.com' }],
    ['Administrator', { creator: 'Administrator', modifier: 'Administrator' }],
    ['administrator in small letters', { creator: 'administrator', modifier: 'administrator' }],
  ])('proves nothing with %s', (_name, changes) => {
    expect(judge(changes).is).toBe('nothing');
  });

  it('proves nothing without its verifier', () => {
    expect(judge({}, { with: randomBytes(32).toString('base64url') }).is).toBe('nothing');
  });

  it('is good for three minutes, and for the minute kintone cuts off', () => {
    expect(judge({}, { after: 3 * 60_000 }).is).toBe('proof');
    expect(judge({}, { after: 4 * 60_000 }).is).toBe('proof');
    expect(judge({}, { after: 4 * 60_000 + 1 }).is).toBe('expired');
    expect(judge({}, { after: -60_000 }).is).toBe('proof');
    expect(judge({}, { after: -60_001 }).is).toBe('expired');
  });

  it('of a blocked rep is refused, however the block is written', () => {
    expect(judge({ creator: 'Sato.Hanako', modifier: 'Sato.Hanako' }, { blocked: ['sato.hanako'] }).is).toBe(
      'blocked',
    );
  });

  it('tells nothing but the challenge to whoever has another verifier', () => {
    const stranger = { with: randomBytes(32).toString('base64url'), after: 9e9, blocked: ['sato.hanako'] };
    expect(judge({ revision: '2' }, stranger)).toEqual({ is: 'nothing', because: 'another verifier' });
  });
});
