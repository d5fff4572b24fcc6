import { errorText } from '../http/log';
import { type TimeLeft, timeLimit } from './clock';
import { deliver } from './deliver';
import { nextDueAt } from './item';
import { takeLease } from './lease';
import type { Outbox } from './outbox';
import { type Reconciler, reconcileStep } from './reconcile';
import { type IndexEntry, SHARDS } from './store';
import { type SyncObjects, SyncUnavailable } from './sync-objects';

/** A sweep is short: a Function has 10 s, and the next one comes soon. */
const LONGEST_MS = 6000;
const MOST_ITEMS = 10;
/** An entry whose document never came is forgotten after this, ms. */
const ORPHAN_MS = 3_600_000;

export interface SweepResult {
  /** False: another sweep was at it. */
  swept: boolean;
  done: number;
  unfinished: number;
  /** Calls that only Twilio's own list told us of, or told us more of. */
  reconciled: number;
}

export interface Sweeping {
  outbox: Outbox;
  sync: SyncObjects;
  /** Absent: Twilio's list of calls is not read. */
  reconciler?: Reconciler | undefined;
  /** Reads that list now, not only when its time has come. */
  reconcileNow?: boolean;
}

/**
 * Writes what is due: a few calls, chosen from a random place in the index, one sweep at a time. Whatever is wrong
 * with one of them, the others go on. Throws SyncUnavailable.
 */
export async function sweep(sweeping: Sweeping): Promise<SweepResult> {
  const { outbox, sync, reconciler } = sweeping;
  const left = timeLimit(LONGEST_MS, outbox.clock);
  const result: SweepResult = { swept: false, done: 0, unfinished: 0, reconciled: 0 };
  const lease = await takeLease(sync, outbox.clock);
  if (!lease) {
    return result;
  }
  result.swept = true;
  let { notes } = lease;
  try {
    if (reconciler) {
      const isForced = sweeping.reconcileNow ?? false;
      const step = await reconcileStep(notes, { reconciler, outbox, left, isForced });
      notes = step.notes;
      result.reconciled = step.kept;
    }
    for (const entry of await dueEntries(outbox)) {
      if (left() < 1000 || outbox.places.every(({ name }) => outbox.health.isResting(name))) {
        break;
      }
      const came = await look(entry, left, outbox);
      result[came === 'done' ? 'done' : 'unfinished'] += came === 'nothing' ? 0 : 1;
    }
  } finally {
    await lease.release(notes);
  }
  return result;
}

/** Entries that are due, the longest first. */
async function dueEntries({ store, clock }: Outbox): Promise<IndexEntry[]> {
  const shards = await Promise.all(Array.from({ length: SHARDS }, (_, shard) => store.someOf(shard)));
  return shards
    .flat()
    .filter(({ nextAt }) => nextAt <= clock.now())
    .sort((left, right) => left.nextAt - right.nextAt)
    .slice(0, MOST_ITEMS);
}

/** Never throws for what is wrong with this one call. */
async function look(
  entry: IndexEntry,
  left: TimeLeft,
  outbox: Outbox,
): Promise<'done' | 'unfinished' | 'nothing'> {
  const { store, clock } = outbox;
  const { name, callId } = entry;
  try {
    const kept = await store.read(name);
    if (!kept || (kept.item && !kept.item.open)) {
      // Finished, or its document is just being made.
      if (kept || clock.now() - entry.nextAt > ORPHAN_MS) {
        await store.unindex(name, entry.revision);
      }
      return 'nothing';
    }
    if (!kept.item) {
      await store.bury(name, { callId, code: 'unreadable' });
      await store.unindex(name, entry.revision);
      outbox.log('error', { event: 'unreadable', callId });
      return 'unfinished';
    }
    const came = await deliver(kept, { left, outbox });
    if (came === 'not-due') {
      await store.postpone(entry, nextDueAt(kept.item, outbox.places));
      return 'nothing';
    }
    return came === 'done' ? 'done' : 'unfinished';
  } catch (error) {
    if (error instanceof SyncUnavailable) {
      throw error;
    }
    outbox.log('error', { event: 'unwritable', detail: errorText(error), callId });
    await store.bury(name, { callId, code: 'unwritable' });
    await store.unindex(name, entry.revision);
    return 'unfinished';
  }
}
