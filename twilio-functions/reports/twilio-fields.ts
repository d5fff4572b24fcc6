import * as z from 'zod/mini';
import { decodeCallReference } from '../calls/call-reference';
import { callSid as sid } from '../calls/call-request';
import { Refused } from '../http/refused';
import { decodeIdentity } from '../identity';
import { type CallFacts, secondOf, timeOf } from '../outbox/call-report';

/** The fields of a webhook: text of unknown worth. */
export type WebhookFields = Readonly<Record<string, unknown>>;

const optionalText = z.catch(z.optional(z.string()), undefined);
const seconds = z.catch(
  z.optional(z.pipe(z.pipe(z.string().check(z.regex(/^\d{1,6}$/)), z.transform(Number)), z.number())),
  undefined,
);

/** What the readers use of a voice webhook: https://www.twilio.com/docs/voice/twiml#request-parameters */
export const webhookSchema = z.object({
  CallSid: sid,
  ParentCallSid: z.optional(sid),
  CallStatus: z.catch(z.string(), ''),
  CallDuration: seconds,
  DialCallSid: z.catch(z.optional(sid), undefined),
  DialCallStatus: optionalText,
  DialCallDuration: seconds,
  Timestamp: optionalText,
  From: z.catch(z.string(), ''),
  To: z.catch(z.string(), ''),
  c: z.optional(z.string()),
});

export type Webhook = z.output<typeof webhookSchema>;

/** Throws Refused 'bad-request' with the names of what is wrong. */
export function parseWebhook(fields: WebhookFields): Webhook {
  const parsed = z.safeParse(webhookSchema, { ...fields });
  if (!parsed.success) {
    const names = parsed.error.issues.map((issue) => String(issue.path[0]));
    throw new Refused('bad-request', names.join(', '));
  }
  return parsed.data;
}

export const callIdOf = (callSid: string): string => `twilio:${callSid}`;

/** What a callback's URL remembers of an outgoing call. Throws Refused 'bad-request' when it is not ours. */
export function rememberedFacts(
  c: string,
): Pick<CallFacts, 'rep'> & Partial<Pick<CallFacts, 'dialledFrom' | 'repName'>> {
  const reference = decodeCallReference(c);
  const rep = reference && decodeIdentity(reference.identity);
  if (!reference || rep === undefined) {
    throw new Refused('bad-request', 'c');
  }
  const { app, record, name } = reference;
  return {
    rep,
    ...(name === null ? {} : { repName: name }),
    ...(app !== null && record !== null ? { dialledFrom: { app, record } } : {}),
  };
}

/** The rep whose browser this leg is; undefined where `from` is no identity of a rep. */
export function repOf(from: string): string | undefined {
  return from.startsWith('client:') ? decodeIdentity(from.slice('client:'.length)) : undefined;
}

/**
 * What Twilio puts in the place of a number that is withheld: words, or the digits that spell them.
 * https://help.twilio.com/articles/223179988
 */
const WITHHELD = new Set(['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253', '+464']);

/** A caller's number, E.164; null when it is withheld or is none. */
export function callerNumber(text: string): string | null {
  return /^\+[1-9]\d{6,14}$/.test(text) && !WITHHELD.has(text) ? text : null;
}

/** A number of ours or one that we dialled, E.164; undefined when it is none. */
export function dialledNumber(text: string): string | undefined {
  return callerNumber(text) ?? undefined;
}

/** When an event happened; undefined where Twilio does not say. */
export function happenedAt({ Timestamp }: Pick<Webhook, 'Timestamp'>): string | undefined {
  return Timestamp === undefined ? undefined : timeOf(Timestamp);
}

/** The time so many seconds before; undefined when either is unknown. */
export function before(time: string | undefined, secondsEarlier: number | undefined): string | undefined {
  return time === undefined || secondsEarlier === undefined
    ? undefined
    : secondOf(Date.parse(time) - secondsEarlier * 1000);
}
