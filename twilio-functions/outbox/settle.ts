import type { CallReport } from './call-report';
import { jitter } from './clock';
import { fitDocument } from './fit';
import { nextDueAt, type OutboxItem, type PlaceState } from './item';
import { mergeReports } from './merge';
import type { Outbox } from './outbox';
import type { Kept } from './store';
import { SyncUnavailable } from './sync-objects';

export type KeptItem = Kept & { item: OutboxItem };

const TRIES = 8;
const PAUSE_MS = 60;

/**
 * Notes what came of a delivery, whatever others have merged meanwhile, and gives the claim back. What is finished
 * leaves the index after its document says so, and only the entry that it had: a late part's new entry stays. Throws
 * SyncUnavailable.
 */
export async function settle(
  claimed: KeptItem,
  came: { report: CallReport; states: Record<string, PlaceState> },
  outbox: Outbox,
): Promise<'done' | 'unfinished'> {
  let kept = claimed;
  for (let tried = 0; tried < TRIES; tried += 1) {
    if (tried > 0) {
      await jitter(PAUSE_MS * tried, outbox.clock);
      const again = await outbox.store.read(kept.name);
      if (!again?.item) {
        break;
      }
      kept = { ...again, item: again.item };
    }
    const item = fitDocument({
      ...kept.item,
      report: mergeReports(kept.item.report, came.report),
      places: { ...kept.item.places, ...came.states },
      claimedUntil: 0,
    });
    const nextAt = nextDueAt(item, outbox.places);
    if (nextAt === Infinity ? await close(kept, item, outbox) : await postpone(kept, item, nextAt, outbox)) {
      return nextAt === Infinity ? 'done' : 'unfinished';
    }
  }
  throw new SyncUnavailable('the outcome of a delivery could not be noted');
}

async function close(kept: KeptItem, item: OutboxItem, { store }: Outbox): Promise<boolean> {
  const dead = deadState(item);
  if (dead) {
    await store.bury(kept.name, { callId: item.report.callId, code: dead.code ?? '' });
  }
  const done = await store.replace(kept, { ...item, open: false, indexed: null });
  if (done && kept.item.indexed !== null) {
    await store.unindex(kept.name, kept.item.indexed);
  }
  if (done && !dead && deadState(kept.item)) {
    await store.unbury(kept.name);
  }
  return done !== undefined;
}

async function postpone(
  kept: KeptItem,
  item: OutboxItem,
  nextAt: number,
  { store, clock }: Outbox,
): Promise<boolean> {
  const { callId } = item.report;
  const indexed =
    nextAt > clock.now() ? await store.index(kept.name, { callId, nextAt, isNew: false }) : item.indexed;
  return (await store.replace(kept, { ...item, open: true, indexed })) !== undefined;
}

function deadState({ places }: OutboxItem): PlaceState | undefined {
  return Object.values(places).find(({ state }) => state === 'dead');
}
