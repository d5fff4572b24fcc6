import * as z from 'zod/mini';

const id = z.string().check(z.regex(/^[\w-]{1,64}$/));
const time = z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text))));
const name = z.pipe(
  z.nullish(z.string()),
  z.transform((text) => text?.trim().slice(0, 200) || undefined),
);
const number = z.pipe(
  z.nullish(z.string()),
  z.transform((text) => text?.trim().slice(0, 50) || undefined),
);

const participant = z.object({
  from_to: z.nullish(z.string()),
  name,
  company_name: name,
  /** The e-mail of one of our people; nothing for the other party. */
  login_id: name,
});

const detail = z.object({
  id,
  call_type: z.string(),
  dial_starts_at: time,
  /** Null: nobody answered. */
  dial_answered_at: z.nullable(time),
  dial_ends_at: time,
  circuit_number: number,
  from_number: number,
  to_number: number,
  previous_id: z.nullish(id),
  participants: z._default(z.nullable(z.array(participant)), []),
  minutes: z.nullish(z.string()),
});

/** What is used of a call: little is required, since the vendor adds keys as it likes. */
export const miitelCall = z.object({ id, details: z.array(detail).check(z.minLength(1), z.maxLength(100)) });

export type MiitelCall = z.output<typeof miitelCall>;
export type MiitelDetail = MiitelCall['details'][number];
export type MiitelParticipant = z.output<typeof participant>;

/** What comes back when the address is saved in MiiTel; harmless as text wherever it may be shown. */
export const miitelChallenge = z.string().check(z.regex(/^[A-Za-z0-9._~+/=-]{1,256}$/));
