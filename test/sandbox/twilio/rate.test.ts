import { expect, it } from 'vitest';
import { ObjectRate } from '../../../sandbox/twilio/rest/sync/rate';

it('takes exactly 20 of a kind in any second', () => {
  const rate = new ObjectRate();
  const taken = (kind: 'read' | 'write', now: number): number => {
    let count = 0;
    try {
      for (;;) {
        rate.count(kind, now);
        count += 1;
      }
    } catch {
      return count;
    }
  };
  expect(taken('write', 1000)).toBe(20);
  expect(taken('read', 1000)).toBe(20);
  expect(taken('write', 1999)).toBe(0);
  expect(taken('write', 2000)).toBe(20);
});
