import * as z from 'zod/mini';

/** What bounds the damage of a token in wrong hands: calls of one rep at once, in an hour, in a day. */
export const LIMITS = { hour: 30, day: 200 } as const;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What is kept of one rep's calls: at most 200 times, 3 kB of the 16 KiB a Sync document holds. */
export const repCallsSchema = z.object({
  /** The call that may still be running. */
  live: z.nullable(z.object({ call: z.string(), at: z.number() })),
  /** When calls began, seconds since 1970, ascending, of the last 24 hours. */
  began: z.array(z.number()).check(z.maxLength(1000)),
});

export type RepCalls = z.output<typeof repCallsSchema>;

export const NO_CALLS: RepCalls = { live: null, began: [] };

export type LimitDecision =
  | { is: 'allowed'; next: RepCalls }
  | { is: 'known' }
  /** Refused if that call is really still running. */
  | { is: 'live'; call: string }
  | { is: 'hour-limit' }
  | { is: 'day-limit' };

/**
 * Whether a rep may begin `call` at `now` (ms since 1970), and what is to be kept then. Pure. The hour and the day are
 * the last 60 minutes and 24 hours. A call that is asked about twice is the same call.
 */
export function decide(
  calls: RepCalls,
  { call, now, longestCallMs }: { call: string; now: number; longestCallMs: number },
): LimitDecision {
  if (calls.live?.call === call) {
    return { is: 'known' };
  }
  if (calls.live && now - calls.live.at < longestCallMs) {
    return { is: 'live', call: calls.live.call };
  }
  const began = calls.began.filter((at) => at * 1000 > now - DAY_MS);
  if (began.filter((at) => at * 1000 > now - HOUR_MS).length >= LIMITS.hour) {
    return { is: 'hour-limit' };
  }
  if (began.length >= LIMITS.day) {
    return { is: 'day-limit' };
  }
  return { is: 'allowed', next: { live: { call, at: now }, began: [...began, Math.floor(now / 1000)] } };
}

/** What is to be kept once `call` is over; undefined when there is nothing to change. */
export function release(calls: RepCalls, call: string): RepCalls | undefined {
  return calls.live?.call === call ? { ...calls, live: null } : undefined;
}
