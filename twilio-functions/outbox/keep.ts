import type { CallReport } from './call-report';
import { jitter } from './clock';
import { fitDocument } from './fit';
import { nextDueAt, type OutboxItem, withReport } from './item';
import { sameReport } from './merge';
import type { Outbox } from './outbox';
import { type Kept, nameOf } from './store';
import { SyncUnavailable } from './sync-objects';

/** So many may write one call at once before we give up. */
const TRIES = 8;
const PAUSE_MS = 60;
/** The index is not told of so small a difference: a map of Sync takes few writes. */
const SOON_MS = 10_000;

/**
 * Keeps a report: what resolves is in Sync, merged with what was known. A call that is unfinished stands in the index
 * before its document says so: whatever happens in between, a sweep finds it. Throws SyncUnavailable.
 */
export async function keep(report: CallReport, outbox: Outbox): Promise<Kept & { isNews: boolean }> {
  const { store, clock } = outbox;
  const name = nameOf(report.callId);
  for (let tried = 0; tried < TRIES; tried += 1) {
    if (tried > 0) {
      await jitter(PAUSE_MS * tried, clock);
    }
    const kept = await store.read(name);
    const next = fitDocument(withReport(kept?.item, report, clock.now()));
    if (kept?.item && sameReport(kept.item.report, next.report)) {
      return { ...kept, isNews: false };
    }
    const indexed = await indexFor(name, kept?.item, next, outbox);
    const done = kept ? await store.replace(kept, indexed) : await store.create(name, indexed);
    if (done) {
      return { ...done, isNews: true };
    }
  }
  throw new SyncUnavailable('too many writers of one call');
}

/** `next` with its place in the index, which is made before: when it is new there, or due much earlier. */
async function indexFor(
  name: string,
  before: OutboxItem | undefined,
  next: OutboxItem,
  { store, places, clock }: Outbox,
): Promise<OutboxItem> {
  const nextAt = nextDueAt(next, places);
  const wasOpen = before?.open ?? false;
  const now = clock.now();
  const isMuchEarlier = before && Math.max(nextAt, now) < nextDueAt(before, places) - SOON_MS;
  if (nextAt === Infinity || (wasOpen && !isMuchEarlier)) {
    return next;
  }
  const { callId } = next.report;
  const entry = { callId, nextAt: Math.max(nextAt, now), isNew: !wasOpen };
  const indexed = await store.index(name, entry);
  return { ...next, open: true, indexed };
}
