import * as z from 'zod/mini';
import type { Clock } from './clock';
import type { SyncObjects } from './sync-objects';

/** What the sweeps leave to one another. Times in ms since 1970. */
export interface SweepNotes {
  /** Up to this start of calls, Twilio's list has been read. */
  reconciledTo: number;
  /** When it was last read. */
  reconciledAt: number;
}

export interface Lease {
  notes: SweepNotes;
  /** Gives the lease back, with notes for the next. Losing it meanwhile is no matter. */
  release(notes: SweepNotes): Promise<void>;
}

const NAME = 'outbox-lease';
/** Longer than a sweep lasts, ms. */
const LEASE_MS = 15_000;

const leaseData = z.object({
  until: z.catch(z.number(), 0),
  reconciledTo: z.catch(z.number(), 0),
  reconciledAt: z.catch(z.number(), 0),
});

/** The one lease there is, for the sweep that asks first; undefined while another has it. Throws SyncUnavailable. */
export async function takeLease(sync: SyncObjects, clock: Clock): Promise<Lease | undefined> {
  const found = await sync.readDocument(NAME);
  const { until, ...notes } = z.safeParse(leaseData, found?.data ?? {}).data ?? {
    until: 0,
    reconciledTo: 0,
    reconciledAt: 0,
  };
  const now = clock.now();
  if (until > now) {
    return undefined;
  }
  const data = { ...notes, until: now + LEASE_MS };
  const revision = found
    ? await sync.updateDocument(NAME, data, { revision: found.revision, ttl: 0 })
    : await sync.createDocument(NAME, data, 0);
  return revision === undefined
    ? undefined
    : {
        notes,
        async release(next) {
          await sync.updateDocument(NAME, { ...next, until: 0 }, { revision, ttl: 0 });
        },
      };
}
