import { createHmac } from 'node:crypto';
import { secretsEqual } from './http/secrets-equal';

/** The name travels in a token and in callback URLs; kintone allows 128 characters. */
const LONGEST = 60;

/** What an access token adds to the parameters of each of its calls. */
export type NameParameters = { RepName: string; RepNameProof: string };

/**
 * The rep's name as kintone shows it, with a proof that it is the name of this identity: `/call-phone` has no other way
 * to know it, and what arrives there beside it is the page's own. Undefined for an empty name.
 */
export function signRepName(
  { identity, name }: { identity: string; name: string },
  apiKeySecret: string,
): NameParameters | undefined {
  const RepName = [...name.replace(/\p{Cc}/gu, ' ').trim()].slice(0, LONGEST).join('');
  return RepName === '' ? undefined : { RepName, RepNameProof: proofOf(identity, RepName, apiKeySecret) };
}

/** The name, if it is proven to be this identity's; null otherwise. */
export function provenRepName(
  { identity, name, proof }: { identity: string; name: string | undefined; proof: string | undefined },
  apiKeySecret: string,
): string | null {
  return name !== undefined &&
    proof !== undefined &&
    secretsEqual(proof, proofOf(identity, name, apiKeySecret))
    ? name
    : null;
}

/** An identity holds letters, digits and `_` alone: where it ends is never in doubt. */
function proofOf(identity: string, name: string, apiKeySecret: string): string {
  const key = createHmac('sha256', apiKeySecret).update('kintone-phone: a name of a rep').digest();
  return createHmac('sha256', key).update(`${identity} ${name}`).digest('base64url');
}
