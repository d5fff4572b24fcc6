import { errorText } from '../http/log';
import type { CallReport } from './call-report';
import { type Clock, timeLimit } from './clock';
import { deliver } from './deliver';
import { keep } from './keep';
import type { Outbox } from './outbox';
import type { Kept } from './store';
import { SyncUnavailable } from './sync-objects';

/** Keeping is given up after this, ms: the sender sends again. */
const KEEP_MS = 6000;
/** What is done besides, once a report is kept, ms. */
const INLINE_MS = 2000;
/** Once more, when a part came in while the first was being written. */
const ROUNDS = 2;

/**
 * Keeps a report, and then writes what is due of this one call within two seconds; whatever is not done by then, a
 * sweep does. Throws SyncUnavailable when it could not be kept.
 */
export async function accept(report: CallReport, outbox: Outbox, keepWithin = KEEP_MS): Promise<void> {
  const { clock } = outbox;
  const kept = await Promise.race([keep(report, outbox), outOfTime(keepWithin, clock)]);
  if (!kept) {
    throw new SyncUnavailable(`not kept within ${keepWithin} ms`);
  }
  // The race holds even when Sync is slow to note what came of it; the claim then runs out by itself.
  const delivering = deliverNow(kept, outbox).catch((error: unknown) => {
    outbox.log('warn', { event: 'left-to-a-sweep', detail: errorText(error), callId: report.callId });
  });
  await Promise.race([delivering, outOfTime(INLINE_MS, clock)]);
}

async function deliverNow(kept: Kept, outbox: Outbox): Promise<void> {
  const left = timeLimit(INLINE_MS - 100, outbox.clock);
  let current: Kept | undefined = kept;
  for (let round = 0; current && round < ROUNDS; round += 1) {
    const came = await deliver(current, { left, outbox });
    if (came !== 'unfinished') {
      return;
    }
    current = await outbox.store.read(kept.name);
  }
}

async function outOfTime(ms: number, clock: Clock): Promise<undefined> {
  await clock.pause(ms);
  return undefined;
}
