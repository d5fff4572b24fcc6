import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeReports, sameReport } from '../../../twilio-functions/outbox/merge';
import { rowOf } from '../../../twilio-functions/outbox/row';
import { anyReport } from './reports';

const RUNS = { numRuns: 500 };
const NOTHING = { callId: 'twilio:CA1', facts: {} };

describe('merging reports of one call', () => {
  it('does not ask who comes first', () => {
    fc.assert(
      fc.property(anyReport, anyReport, (a, b) => sameReport(mergeReports(a, b), mergeReports(b, a))),
      RUNS,
    );
  });

  it('does not ask how they are grouped', () => {
    fc.assert(
      fc.property(anyReport, anyReport, anyReport, (a, b, c) =>
        sameReport(mergeReports(mergeReports(a, b), c), mergeReports(a, mergeReports(b, c))),
      ),
      RUNS,
    );
  });

  it('learns nothing from what it knows', () => {
    fc.assert(
      fc.property(
        anyReport,
        anyReport,
        (a, b) =>
          sameReport(mergeReports(a, a), a) &&
          sameReport(mergeReports(mergeReports(a, b), b), mergeReports(a, b)),
      ),
      RUNS,
    );
  });

  it('learns nothing from nothing', () => {
    fc.assert(
      fc.property(
        anyReport,
        (a) => sameReport(mergeReports(a, NOTHING), a) && sameReport(mergeReports(NOTHING, a), a),
      ),
      RUNS,
    );
  });

  it('makes one row of many parts in any order, some of them doubled', () => {
    const parts = fc.array(anyReport, { minLength: 1, maxLength: 8 });
    const shuffled = parts.chain((all) =>
      fc.record({
        all: fc.constant(all),
        order: fc.shuffledSubarray([...all, ...all.slice(0, 3)], { minLength: all.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ all, order }) => {
        const row = JSON.stringify(rowOf(all.reduce(mergeReports), 'https://example.cybozu.com'));
        const again = [...order, ...all].reduce(mergeReports);
        return JSON.stringify(rowOf(again, 'https://example.cybozu.com')) === row;
      }),
      RUNS,
    );
  });

  it('never mixes two calls', () => {
    expect(() => mergeReports(NOTHING, { callId: 'twilio:CA2', facts: {} })).toThrow(TypeError);
  });
});
