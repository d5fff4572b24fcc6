import { z } from 'zod';
import { WITHHELD_REASONS } from '../calls/caller-id';

const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be E.164, like +81312345601');

/** A call from the telephone network. */
export const incomingCallSchema = z.strictObject({
  /** Who calls: E.164, or why the number is withheld. */
  from: z.union([e164, z.enum(WITHHELD_REASONS)]),
  /** One of the account's numbers; without it the first. */
  to: e164.optional(),
});
