import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, LIMITS, NO_CALLS, release, type RepCalls } from '../../../twilio-functions/calls/rep-limits';

const LONGEST_MS = 62 * 60_000;
const ask = (calls: RepCalls, call: string, now: number) =>
  decide(calls, { call, now, longestCallMs: LONGEST_MS });

/** Calls that each begin and end at one instant, at these times (ms); those that were allowed. */
function allowedOf(times: number[]): number[] {
  let calls = NO_CALLS;
  return times.filter((now, at) => {
    const decision = ask(calls, `CA${at}`, now);
    if (decision.is !== 'allowed') return false;
    calls = release(decision.next, `CA${at}`) ?? decision.next;
    return true;
  });
}

describe('the limits of a rep', () => {
  it('allow one call at a time', () => {
    const first = ask(NO_CALLS, 'CA1', 0);
    if (first.is !== 'allowed') throw new Error('not allowed');
    expect(ask(first.next, 'CA2', 1000)).toEqual({ is: 'live', call: 'CA1' });
    expect(ask(first.next, 'CA1', 1000)).toEqual({ is: 'known' });
    expect(ask(release(first.next, 'CA1') ?? NO_CALLS, 'CA2', 1000).is).toBe('allowed');
  });

  it('hold a call for no longer than a call can be', () => {
    const first = ask(NO_CALLS, 'CA1', 0);
    if (first.is !== 'allowed') throw new Error('not allowed');
    expect(ask(first.next, 'CA2', LONGEST_MS - 1).is).toBe('live');
    expect(ask(first.next, 'CA2', LONGEST_MS).is).toBe('allowed');
  });

  it('give back only the call that ended', () => {
    const calls: RepCalls = { live: { call: 'CA1', at: 0 }, began: [0] };
    expect(release(calls, 'CA2')).toBeUndefined();
    expect(release(calls, 'CA1')).toEqual({ live: null, began: [0] });
  });

  it('allow 30 an hour and 200 a day', () => {
    const inOneHour = Array.from({ length: 40 }, (_, at) => at * 1000);
    expect(allowedOf(inOneHour)).toHaveLength(LIMITS.hour);
    const eachThreeMinutes = Array.from({ length: 400 }, (_, at) => at * 180_000);
    expect(allowedOf(eachThreeMinutes)).toHaveLength(LIMITS.day);
    const nextDay = 24 * 3_600_000 + 1;
    expect(allowedOf([...inOneHour, nextDay, nextDay + 1000])).toHaveLength(LIMITS.hour + 2);
  });

  it('never allow more in any hour or day, whenever calls come, and keep a document that fits', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 20 * 60_000 }), { maxLength: 600 });
    fc.assert(
      fc.property(gaps, (waits) => {
        let now = 1_700_000_000_000;
        const allowed = allowedOf(waits.map((wait) => (now += wait)));
        for (const [from, at] of allowed.entries()) {
          const within = (ms: number) => allowed.slice(from).filter((later) => later < at + ms - 1000).length;
          expect(within(3_600_000)).toBeLessThanOrEqual(LIMITS.hour);
          expect(within(24 * 3_600_000)).toBeLessThanOrEqual(LIMITS.day);
        }
      }),
      { numRuns: 30 },
    );
    const full: RepCalls = {
      live: { call: `CA${'f'.repeat(32)}`, at: 1_700_000_000_000 },
      began: Array.from({ length: LIMITS.day }, () => 1_700_000_000),
    };
    expect(JSON.stringify(full).length).toBeLessThan(16 * 1024);
  });
});
