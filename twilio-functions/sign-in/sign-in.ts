import * as z from 'zod/mini';
import type { TokenAnswer } from '../../contracts/token';
import { Refused } from '../http/refused';
import { type FunctionRequest, parseFields, requireUrlencodedBody } from '../http/request';
import { encodeIdentity, LoginCodeTooLong } from '../identity';
import { signRepName } from '../rep-name';
import type { FunctionSettings } from '../settings';
import { createAccessToken } from './access-token';
import { FailedProofs } from './failed-proofs';
import { redeem, type Proof } from './redeem';

const tokenRequest = z.strictObject({
  record_id: z.string().check(z.regex(/^[1-9]\d{0,14}$/)),
  code_verifier: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)),
});

const failedProofs = new FailedProofs();

/** The proof in a `POST /token`. Throws Refused 'bad-request', also when it did not come in the body. */
export function readProof(request: FunctionRequest): Proof {
  const fields = parseFields(tokenRequest, request);
  requireUrlencodedBody(request, fields);
  return { recordId: fields.record_id, verifier: fields.code_verifier };
}

/** An access token for whoever the proof names. Throws Refused. */
export async function signIn(proof: Proof, settings: FunctionSettings): Promise<TokenAnswer> {
  const { apiKey, kintone, signInApp, blockedReps, tokenMinutes } = settings;
  const { loginCode, name } = await failedProofs.attempt(Date.now, () =>
    redeem({ ...kintone, ...signInApp }, proof, { now: Date.now, blockedReps }),
  );
  const identity = identityOf(loginCode);
  return {
    token: createAccessToken(
      { identity, callParameters: signRepName({ identity, name }, apiKey.secret) },
      settings,
      Date.now(),
    ),
    identity,
    expires_in: tokenMinutes * 60,
    calendar: 'off',
  };
}

function identityOf(loginCode: string): string {
  try {
    return encodeIdentity(loginCode);
  } catch (error) {
    throw error instanceof LoginCodeTooLong ? new Refused('login-code-too-long') : error;
  }
}
