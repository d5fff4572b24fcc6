import * as z from 'zod/mini';
import type { DialPlan } from '../../dial-plan/dial-plan';
import { type CallReport, statement, timeOf, WEIGHT } from '../outbox/call-report';
import { mergeReports } from '../outbox/merge';
import { pack } from '../outbox/minutes';
import {
  answerOf,
  chainOf,
  directionOf,
  endOf,
  isInternal,
  isTransferInside,
  type MiitelChain,
  ourPerson,
  otherParty,
} from './miitel-chain';
import { type MiitelCall, miitelCall, miitelChallenge, type MiitelDetail } from './miitel-payload';

export interface MiitelReading {
  dialPlan: DialPlan;
  /** Where MiiTel's own screens stand; undefined: no link back. */
  url: string | undefined;
  /** The kintone login code of somebody who logs in to MiiTel with this e-mail. */
  repOf(mail: string): string | undefined;
}

export type MiitelDelivery =
  | { is: 'call'; report: CallReport }
  /** Nothing for the call log, on purpose. */
  | { is: 'ignored'; why: 'meeting' | 'internal-call' }
  /** `path` is where the delivery is not what it must be: `call.details[0].id`. */
  | { is: 'faulty'; path: string };

/** The text MiiTel wants back when the address is saved; undefined for any other delivery. */
export function readChallenge(body: Readonly<Record<string, unknown>>): string | undefined {
  return z.safeParse(miitelChallenge, body.challenge).data;
}

/**
 * What MiiTel's Outgoing Webhook says: analysis or minutes of a call, or a call that nobody answered, by whatever
 * name; there is no type of event. Unknown keys are fine anywhere.
 */
export function readMiitel(body: Readonly<Record<string, unknown>>, reading: MiitelReading): MiitelDelivery {
  if (body.call === undefined && body.video !== undefined) {
    return { is: 'ignored', why: 'meeting' };
  }
  const parsed = z.safeParse(z.object({ call: miitelCall }), { call: body.call });
  if (!parsed.success) {
    return { is: 'faulty', path: pathOf(parsed.error.issues[0]?.path ?? []) };
  }
  const { call } = parsed.data;
  const chain = chainOf(call);
  if (isInternal(chain)) {
    return { is: 'ignored', why: 'internal-call' };
  }
  return { is: 'call', report: reportOf(call, chain, reading) };
}

function reportOf(call: MiitelCall, chain: MiitelChain, reading: MiitelReading): CallReport {
  const callId = `miitel:${chain.headId}`;
  const { parts } = chain;
  const answered = answerOf(parts);
  const whole = statement(callId, WEIGHT.settled, {
    source: 'miitel',
    outcome: answered === undefined ? undefined : 'answered',
    answeredAt: answered && timeOf(answered),
    endedAt: timeOf(endOf(parts) ?? ''),
    sourceUrl: reading.url && `${reading.url}/app/calls/${call.id}`,
    ...Object.fromEntries(parts.flatMap((part) => minutesOf(part))),
  });
  // A later delivery may hold the part in which somebody answered.
  const unanswered = statement(callId, WEIGHT.reported, {
    outcome: answered === undefined ? 'no-answer' : undefined,
  });
  // What a transfer inside the house says of numbers and sides is not the customer's call.
  const heads = parts
    .filter((part) => part === chain.head || !isTransferInside(part))
    .map((part) =>
      ofPart(part, { callId, reading, weight: part === chain.head ? WEIGHT.settled : WEIGHT.guessed }),
    );
  // Whoever took over is the rep only where the call itself names nobody.
  const taker = parts.find((part) => part.dial_answered_at !== null && ourPerson(part));
  return [whole, unanswered, ...heads, ...(taker ? [ofRep(taker, callId, reading)] : [])].reduce(
    mergeReports,
  );
}

function minutesOf(part: MiitelDetail) {
  const at = timeOf(part.dial_starts_at);
  return part.minutes && at ? [[`minutes:${part.id}`, { at, packed: pack(part.minutes) }]] : [];
}

function ofPart(
  part: MiitelDetail,
  { callId, reading, weight }: { callId: string; reading: MiitelReading; weight: 1 | 4 },
): CallReport {
  const direction = directionOf(part);
  const [theirs, ours] =
    direction === 'outgoing' ? [part.to_number, part.from_number] : [part.from_number, part.to_number];
  const other = otherParty(part);
  const person = ourPerson(part);
  return statement(callId, weight, {
    direction,
    // A caller without a number withholds it.
    phoneNumber: numberOf(theirs, reading.dialPlan) ?? (direction === 'incoming' ? null : undefined),
    fromNumber: numberOf(part.circuit_number ?? ours, reading.dialPlan),
    startedAt: timeOf(part.dial_starts_at),
    companySaid: other?.company_name,
    contactSaid: other?.name,
    ...repFacts(person, reading),
  });
}

function ofRep(part: MiitelDetail, callId: string, reading: MiitelReading): CallReport {
  return statement(callId, WEIGHT.reported, repFacts(ourPerson(part), reading));
}

function repFacts(person: ReturnType<typeof ourPerson>, { repOf }: MiitelReading) {
  const mail = person?.login_id;
  return { rep: mail && repOf(mail), repName: person?.name, repMail: mail };
}

/** E.164 where the dial plan reads it as that; else the digits as they came (an extension, a number abroad). */
function numberOf(text: string | undefined, dialPlan: DialPlan): string | undefined {
  if (text === undefined) {
    return undefined;
  }
  const reading = dialPlan.read(text);
  return reading.ok ? reading.e164 : /^[+*#\d-]{2,30}$/.exec(text)?.[0];
}

function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .slice(1);
}
