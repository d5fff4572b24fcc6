import type { OutboxItem } from './item';
import type { Outbox } from './outbox';
import { type IndexEntry, type Kept, nameOf, SHARDS } from './store';

/** A call that is not in the log: what an admin is shown. */
export interface OutboxLine {
  callId: string;
  /** `waiting`: it will be tried again. `dead`: it will not, until somebody says so. */
  state: 'waiting' | 'dead';
  /** When it is tried next, or when it was given up, ISO 8601. */
  at: string;
  /** Why it is not written, where that is known. */
  code: string;
}

/** Calls that are not in the log. Throws SyncUnavailable. */
export async function listOutbox({ store }: Outbox): Promise<OutboxLine[]> {
  const waiting = await Promise.all(Array.from({ length: SHARDS }, (_, shard) => store.allOf(shard)));
  const line = (state: OutboxLine['state']) => (entry: IndexEntry) => ({
    callId: entry.callId,
    state,
    at: new Date(entry.nextAt).toISOString(),
    code: entry.code ?? '',
  });
  return [...waiting.flat().map(line('waiting')), ...(await store.buried()).map(line('dead'))];
}

/** What tells an admin which call it is. */
export interface CallInShort {
  /** ISO 8601; undefined where it is not known. */
  startedAt: string | undefined;
  /** The last two digits of the other party's number. */
  numberEnd: string | undefined;
  /** The rep's kintone login code. */
  rep: string | undefined;
}

/** A few words of a call that the outbox knows. Throws SyncUnavailable. */
export async function describeCall(callId: string, { store }: Outbox): Promise<CallInShort> {
  const facts = (await store.read(nameOf(callId)))?.item?.report.facts;
  return {
    startedAt: facts?.startedAt?.value,
    numberEnd: facts?.phoneNumber?.value?.slice(-2),
    rep: facts?.rep?.value,
  };
}

/**
 * Has a call written anew, as if nothing had been refused: what is left of it is due now. False when the outbox does
 * not know it. Throws SyncUnavailable.
 */
export function retryCall(callId: string, outbox: Outbox): Promise<boolean> {
  return change(callId, outbox, async (kept, item) => {
    const { store, clock } = outbox;
    const indexed = await store.index(kept.name, { callId, nextAt: clock.now(), isNew: !item.open });
    const done = await store.replace(kept, { ...item, places: {}, open: true, indexed, claimedUntil: 0 });
    if (done) {
      await store.unbury(kept.name);
    }
    return done;
  });
}

/** Gives a call up: it is not written and not listed any more, unless more comes of it. False when it is unknown. */
export function dropCall(callId: string, outbox: Outbox): Promise<boolean> {
  return change(callId, outbox, async (kept, item) => {
    const { store, places } = outbox;
    const dropped = places.map((place) => {
      const before = item.places[place.name];
      const without = before?.without ?? [];
      const { hash } = place.render(item.report, without);
      return [place.name, { state: 'dropped', hash, attempts: 0, nextAt: 0, code: null, without }] as const;
    });
    const done = await store.replace(kept, {
      ...item,
      places: Object.fromEntries(dropped),
      open: false,
      indexed: null,
      claimedUntil: 0,
    });
    if (done) {
      await store.unbury(kept.name);
      await (item.indexed === null ? undefined : store.unindex(kept.name, item.indexed));
    }
    return done;
  });
}

const TRIES = 5;

async function change(
  callId: string,
  { store }: Outbox,
  work: (kept: Kept, item: OutboxItem) => Promise<Kept | undefined>,
): Promise<boolean> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const kept = await store.read(nameOf(callId));
    if (!kept?.item) {
      return false;
    }
    if (await work(kept, kept.item)) {
      return true;
    }
  }
  return false;
}
