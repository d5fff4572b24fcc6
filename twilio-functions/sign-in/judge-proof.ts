import { createHash } from 'node:crypto';
import { secretsEqual } from '../http/secrets-equal';
import { loginCodeKey } from '../identity';
import type { SignInRecord } from './sign-in-record';

/** A record proves who the rep is for this long, ms. */
const LONGEST_AGE_MS = 3 * 60_000;
/** CREATED_TIME is cut to the minute, so a record may look this much older than it is. */
const MINUTE_MS = 60_000;
/** How far kintone's clock may be ahead of ours. */
const CLOCK_MS = 60_000;

/** `expired` and `blocked` are told only to the owner of the verifier, and the record is to be deleted. */
export type Judgement =
  | { is: 'proof'; loginCode: string }
  | { is: 'expired' }
  | { is: 'blocked' }
  | { is: 'nothing'; because: string };

/**
 * What a sign-in record proves to whoever knows `verifier`, at `now` (ms since 1970). Pure.
 * The order matters: nothing but the challenge is looked at before the verifier fits.
 */
export function judgeProof(
  record: SignInRecord,
  { verifier, now, blockedReps }: { verifier: string; now: number; blockedReps: ReadonlySet<string> },
): Judgement {
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  if (!secretsEqual(record.challenge, challenge)) {
    return { is: 'nothing', because: 'another verifier' };
  }
  if (record.revision !== '1') {
    return { is: 'nothing', because: 'edited' };
  }
  if (record.modifier !== record.creator) {
    return { is: 'nothing', because: 'modifier is not the creator' };
  }
  if (loginCodeKey(record.creator).startsWith('guest/')) {
    return { is: 'nothing', because: 'made by a guest' };
  }
  // Whatever an API token writes has this author.
  if (loginCodeKey(record.creator) === 'administrator') {
    return { is: 'nothing', because: 'made by Administrator' };
  }
  const age = now - record.createdAt;
  if (age > LONGEST_AGE_MS + MINUTE_MS || age < -CLOCK_MS) {
    return { is: 'expired' };
  }
  if (blockedReps.has(loginCodeKey(record.creator))) {
    return { is: 'blocked' };
  }
  return { is: 'proof', loginCode: record.creator };
}
