import { z } from 'zod';

/** What the callee's phone does by itself when it rings. */
export const policySchema = z.strictObject({
  /** `ask`: a person at the callee's page, or a program, decides. */
  callee: z.enum(['ask', 'answer', 'busy', 'no-answer', 'decline', 'unreachable']),
  /** How long it rings before that, ms. `no-answer` without it rings until the Dial's own timeout. */
  afterMs: z.number().int().min(0).max(120_000).optional(),
});

export type Policy = z.infer<typeof policySchema>;

export const DEFAULT_POLICY: Policy = { callee: 'ask' };

/** How long a callee's phone rings that decides by itself, ms. */
export const DEFAULT_RING_MS = 500;
