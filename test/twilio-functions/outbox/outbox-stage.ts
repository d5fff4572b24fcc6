import { createHash } from 'node:crypto';
import type { CallReport } from '../../../twilio-functions/outbox/call-report';
import { canonicalJson } from '../../../twilio-functions/outbox/canonical-json';
import { completeWith } from '../../../twilio-functions/outbox/complete';
import type { Customers } from '../../../twilio-functions/outbox/customers';
import { createLastReps } from '../../../twilio-functions/outbox/last-rep';
import type { Outbox } from '../../../twilio-functions/outbox/outbox';
import { createPlaceHealth } from '../../../twilio-functions/outbox/place-health';
import type { Place, WriteResult } from '../../../twilio-functions/outbox/places/place';
import { type CallLogRow, rowOf } from '../../../twilio-functions/outbox/row';
import { createOutboxStore } from '../../../twilio-functions/outbox/store';
import { createSyncObjects, type SyncObjects } from '../../../twilio-functions/outbox/sync-objects';
import { createFakeSync, type FakeSync } from './fake-sync';
import { createVirtualClock, type VirtualClock } from './virtual-clock';

export const KINTONE = 'https://example.cybozu.com';

/** A call log in memory that fails as it is told. */
export interface FakeLog {
  rows: Map<string, Partial<CallLogRow>>;
  /** Every write that arrived, by call id, in order. */
  writes: string[];
  /** What becomes of a write; `lost`: it is done, and the answer never comes. */
  come: (callId: string, without: readonly string[]) => WriteResult | 'lost';
  /** How long a write takes, ms. */
  takes: number;
}

export interface OutboxStage {
  clock: VirtualClock;
  fake: FakeSync;
  sync: SyncObjects;
  log: FakeLog;
  lines: string[];
  /** Replaces who knows customers. */
  customers: Customers;
  customerQuestions: number;
  outbox: Outbox;
  /** Another process at the same outbox: it has seen nothing of the places. */
  another(): Outbox;
}

export function openOutboxStage(seed = 1): OutboxStage {
  const clock = createVirtualClock(seed);
  const fake = createFakeSync(clock);
  const log: FakeLog = { rows: new Map(), writes: [], come: () => ({ is: 'written' }), takes: 30 };
  const lines: string[] = [];
  const sync = createSyncObjects(fake.ask, clock);
  const lastReps = createLastReps(sync);

  const place: Place = {
    name: 'log',
    render(report: CallReport, without) {
      const row = Object.fromEntries(
        Object.entries(rowOf(report, KINTONE)).filter(([code]) => !without.includes(code)),
      ) as Partial<CallLogRow>;
      return {
        hash: createHash('sha256').update(canonicalJson(row)).digest('hex').slice(0, 16),
        async write(within) {
          log.writes.push(report.callId);
          await clock.pause(Math.min(within, log.takes));
          if (log.takes > within) return { is: 'later', code: 'kintone-unavailable' };
          const come = log.come(report.callId, without);
          if (come === 'lost' || come.is === 'written') log.rows.set(report.callId, row);
          return come === 'lost' ? { is: 'later', code: 'kintone-unavailable' } : come;
        },
      };
    },
  };

  const stage: OutboxStage = {
    clock,
    fake,
    sync,
    log,
    lines,
    customerQuestions: 0,
    customers: { find: () => Promise.resolve({ match: 'none' }) },
    outbox: undefined as unknown as Outbox,
    another: () => ({
      store: createOutboxStore(sync, clock),
      places: [place],
      health: createPlaceHealth(clock),
      clock,
      complete: completeWith({
        customers: {
          find(...question) {
            stage.customerQuestions += 1;
            return stage.customers.find(...question);
          },
        },
        lastReps,
      }),
      written: (report) => lastReps.remember(report).catch(() => undefined),
      log: (level, line) => void lines.push(JSON.stringify({ level, ...line })),
    }),
  };
  stage.outbox = stage.another();
  return stage;
}

/** How many calls stand in the index of what is unfinished. */
export function openCalls(stage: OutboxStage): number {
  return [...stage.fake.maps]
    .filter(([name]) => /^outbox-\d+$/.test(name))
    .reduce((sum, [, items]) => sum + items.size, 0);
}
