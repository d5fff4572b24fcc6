import * as z from 'zod/mini';
import { CHALLENGE_FIELD } from '../../contracts/token';

/** What kintone's server says of a sign-in record; only `challenge` was written by a browser. */
export interface SignInRecord {
  challenge: string;
  revision: string;
  creator: string;
  /** As kintone shows the creator; empty where it does not say. */
  creatorName: string;
  modifier: string;
  /** Milliseconds since 1970, cut to the minute by kintone. */
  createdAt: number;
}

const user = z.object({
  value: z.object({ code: z.string().check(z.minLength(1)), name: z.catch(z.string(), '') }),
});
const value = z.object({ value: z.string() });

/**
 * Reads a record of the app 電話サインイン; undefined when it is not one. CREATOR and its kin are found by type: their
 * field codes depend on the language of whoever made the app.
 */
export function readSignInRecord(record: Record<string, unknown>): SignInRecord | undefined {
  const fields = Object.values(record);
  const byType = (type: string) => {
    const found = fields.filter((field) => z.safeParse(z.object({ type: z.literal(type) }), field).success);
    return found.length === 1 ? found[0] : undefined;
  };
  const parsed = z.safeParse(
    z.object({ challenge: value, revision: value, creator: user, modifier: user, created: value }),
    {
      challenge: Object.hasOwn(record, CHALLENGE_FIELD) ? record[CHALLENGE_FIELD] : undefined,
      revision: byType('__REVISION__'),
      creator: byType('CREATOR'),
      modifier: byType('MODIFIER'),
      created: byType('CREATED_TIME'),
    },
  );
  const createdAt = parsed.success ? Date.parse(parsed.data.created.value) : NaN;
  if (!parsed.success || Number.isNaN(createdAt)) {
    return undefined;
  }
  const { challenge, revision, creator, modifier } = parsed.data;
  return {
    challenge: challenge.value,
    revision: revision.value,
    creator: creator.value.code,
    creatorName: creator.value.name,
    modifier: modifier.value.code,
    createdAt,
  };
}
