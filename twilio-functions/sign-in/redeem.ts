import { Refused } from '../http/refused';
import { deleteRecord, getRecord, KintoneError, type KintoneApp } from '../kintone-rest';
import { judgeProof } from './judge-proof';
import { readSignInRecord } from './sign-in-record';

/** What the rep's browser shows as proof. */
export interface Proof {
  recordId: string;
  verifier: string;
}

/** Who a sign-in record proves to be there. */
export interface SignedInRep {
  loginCode: string;
  /** As kintone shows the rep. */
  name: string;
}

/**
 * Redeems a sign-in record, once, for the rep who made it.
 *
 * The delete, naming the revision that was judged, is the gate: of two redemptions at once kintone lets one through.
 * Throws Refused: 'sign-in-refused' whatever is wrong with the proof, 'rep-blocked', 'kintone-unavailable',
 * 'setup-incomplete'.
 */
export async function redeem(
  app: KintoneApp,
  proof: Proof,
  { now, blockedReps }: { now: () => number; blockedReps: ReadonlySet<string> },
): Promise<SignedInRep> {
  const record = readSignInRecord(await getRecord(app, proof.recordId).catch(asRefusal));
  if (!record) {
    // The API token may not view the fields, or the app is another one: no rep can mend it.
    throw new Refused('setup-incomplete', 'SIGN_IN_APP_ID: not a sign-in record');
  }
  const judgement = judgeProof(record, { verifier: proof.verifier, now: now(), blockedReps });
  if (judgement.is === 'nothing') {
    throw new Refused('sign-in-refused', judgement.because);
  }
  if (judgement.is === 'blocked' || judgement.is === 'expired') {
    // Tidying up only: its outcome changes nothing for the rep.
    await deleteRecord(app, proof.recordId, record.revision).catch(() => undefined);
    throw judgement.is === 'blocked' ? new Refused('rep-blocked') : new Refused('sign-in-refused', 'expired');
  }
  await deleteRecord(app, proof.recordId, record.revision).catch(asRefusal);
  return { loginCode: judgement.loginCode, name: record.creatorName };
}

function asRefusal(error: unknown): never {
  throw error instanceof KintoneError ? new Refused('sign-in-refused', error.message) : error;
}
