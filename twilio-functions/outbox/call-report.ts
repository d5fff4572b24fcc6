import type { CallDirection, CallOutcome, CallSource } from '../../contracts/call-log';

/**
 * How much a source knows of what it says. Twilio's list of calls is lighter than its webhooks on purpose: it fills
 * gaps, and a call whose webhooks all came is not written again for a second's difference.
 */
export const WEIGHT = {
  /** Follows from something else. */
  guessed: 1,
  /** Twilio's list of calls, when asked. */
  asked: 2,
  /** Said by the source while the call was under way. */
  reported: 3,
  /** The source's final statement. */
  settled: 4,
} as const;

export type Weight = (typeof WEIGHT)[keyof typeof WEIGHT];

export interface Fact<T> {
  value: T;
  weight: Weight;
}

/** The customer record of a call, as kintone answered. One fact, so that two answers never mix. */
export type MatchedCustomer =
  | { match: 'one'; app: string; record: string; company: string; contact: string }
  | { match: 'several'; count: number }
  | { match: 'none' };

/** The minutes of one part of a call; see summary.ts for the packing. */
export interface PackedMinutes {
  /** When that part began, ISO 8601 in UTC. */
  at: string;
  packed: string;
}

/** What can be known of a call. Times are ISO 8601 in UTC, to the second. */
export interface CallFacts {
  source: CallSource;
  direction: CallDirection;
  outcome: CallOutcome;
  /** The other party, E.164 where it can be read as that; null: withheld. */
  phoneNumber: string | null;
  /** Our side's number. */
  fromNumber: string;
  startedAt: string;
  answeredAt: string;
  endedAt: string;
  /** Seconds from the answer to the end. */
  talkSeconds: number;
  /** The rep's kintone login code. */
  rep: string;
  repName: string;
  repMail: string;
  /** The record the number was dialled from: the page's word, believed only when kintone agrees. */
  dialledFrom: { app: string; record: string };
  customer: MatchedCustomer;
  /** The other party as the source names them. */
  companySaid: string;
  contactSaid: string;
  /** The call on the source's own screens. */
  sourceUrl: string;
  repLegEnded: true;
  /** Also true where there never was such a leg. */
  calleeLegEnded: true;
  dialEnded: true;
  /** The minutes of one part of a call; the key ends with the part's id. */
  [minutes: `minutes:${string}`]: PackedMinutes;
}

export type CallFactName = keyof CallFacts;

export type ReportFacts = { [Name in CallFactName]?: Fact<CallFacts[Name]> };

/** What is known of one call so far. Reports of one call merge: merge.ts */
export interface CallReport {
  /** `twilio:<CallSid>` or `miitel:<id>`: also the key of the row. */
  callId: string;
  facts: ReportFacts;
}

/** What one source says, all with the same weight. What is undefined is not said. */
export function statement(
  callId: string,
  weight: Weight,
  said: { [Name in CallFactName]?: CallFacts[Name] | undefined },
): CallReport {
  const facts = Object.entries(said)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, { value, weight }]);
  return { callId, facts: Object.fromEntries(facts) as ReportFacts };
}

/** A time as reports hold it: ISO 8601 in UTC, to the second. Undefined for text that is no time. */
export function timeOf(text: string): string | undefined {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : secondOf(ms);
}

/** `ms` since 1970 as reports hold a time. */
export function secondOf(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
