import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { outboxNudge } from '../../../kintone/page/outbox-nudge';
import type { CallState } from '../../../kintone/call/call-state';

const ENDED: CallState = { name: 'ended', reason: 'hung-up' };
let posted: Array<[url: string, init: RequestInit]>;
let answer: () => Promise<unknown>;

beforeEach(() => {
  vi.useFakeTimers();
  posted = [];
  answer = () => Promise.resolve();
});
afterEach(() => void vi.useRealTimers());

const start = () =>
  outboxNudge('https://phone.twil.io', (...request) => {
    posted.push(request);
    return answer();
  });

it('comes once, six seconds after a call, with nothing in it', () => {
  const told = start();
  for (const name of ['idle', 'signing-in', 'connecting'] as const) told({ state: { name } });
  told({ state: { name: 'in-call', since: 0 } });
  vi.advanceTimersByTime(60_000);
  expect(posted).toEqual([]);
  told({ state: ENDED });
  vi.advanceTimersByTime(5999);
  expect(posted).toEqual([]);
  vi.advanceTimersByTime(60_000);
  expect(posted).toEqual([
    ['https://phone.twil.io/outbox-sweep', { method: 'POST', mode: 'no-cors', credentials: 'omit' }],
  ]);
});

it('comes once for two calls in a breath', () => {
  const told = start();
  told({ state: ENDED });
  vi.advanceTimersByTime(3000);
  told({ state: { name: 'signing-in' } });
  told({ state: ENDED });
  vi.advanceTimersByTime(60_000);
  expect(posted).toHaveLength(1);
});

it('fails without a word', async () => {
  answer = () => Promise.reject(new TypeError('Failed to fetch'));
  start()({ state: ENDED });
  await vi.advanceTimersByTimeAsync(6000);
  expect(posted).toHaveLength(1);
});
