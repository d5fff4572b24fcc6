import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { Clock } from './clock';
import { type OutboxItem, readItem } from './item';
import type { SyncObjects } from './sync-objects';

/** A call in the outbox at one revision. */
export interface Kept {
  name: string;
  revision: string;
  /** Undefined: the document is spoilt. */
  item: OutboxItem | undefined;
}

/** An entry of the index: a call that is unfinished, or (elsewhere) one that a place refused for good. */
export interface IndexEntry {
  name: string;
  revision: string;
  callId: string;
  /** When it is to be looked at, ms since 1970. */
  nextAt: number;
  code: string | null;
}

/** The outbox in Twilio Sync: docs/decisions/0005-outbox-in-sync.md. Every method throws SyncUnavailable. */
export interface OutboxStore {
  read(name: string): Promise<Kept | undefined>;
  /** Undefined: it is there already. */
  create(name: string, item: OutboxItem): Promise<Kept | undefined>;
  /** Undefined: somebody else has written it since. */
  replace(kept: Kept, item: OutboxItem): Promise<Kept | undefined>;
  /** Puts a call into the index of what is unfinished; returns the entry's revision. */
  index(name: string, entry: { callId: string; nextAt: number; isNew: boolean }): Promise<string>;
  /** Says when an entry is to be looked at, unless it was put in anew since. */
  postpone(entry: IndexEntry, nextAt: number): Promise<void>;
  /** Takes it out again, unless it was put in anew since that revision. */
  unindex(name: string, revision: string): Promise<void>;
  /** The entries of one part of the index; of very many, some, from a random place on. */
  someOf(shard: number): Promise<IndexEntry[]>;
  /** All entries of one part of the index. */
  allOf(shard: number): Promise<IndexEntry[]>;
  bury(name: string, entry: { callId: string; code: string }): Promise<void>;
  unbury(name: string): Promise<void>;
  /** All dead letters. */
  buried(): Promise<IndexEntry[]>;
}

/** Parts of the index: a map of Sync takes 20 writes a second, and a call makes three. */
export const SHARDS = 16;
const DEAD = 'outbox-dead';
/** Sync lists so many items at once. */
const PAGE = 100;
/** What is finished stays this long, s, so that late parts still merge. */
const FINISHED_TTL_S = 30 * 86_400;

const entryData = z.object({
  callId: z.string(),
  nextAt: z.catch(z.number(), 0),
  code: z.catch(z.nullable(z.string()), null),
});

/** The name of a call's document. */
export function nameOf(callId: string): string {
  return `call-${createHash('sha256').update(callId).digest('hex').slice(0, 32)}`;
}

function shardOf(name: string): string {
  return `outbox-${parseInt(name.slice(-4), 16) % SHARDS}`;
}

export function createOutboxStore(sync: SyncObjects, clock: Clock): OutboxStore {
  // What a place refused for good waits for a person, however long that takes.
  const ttlOf = (item: OutboxItem) => (item.open || isDead(item) ? 0 : FINISHED_TTL_S);

  return {
    async read(name) {
      const found = await sync.readDocument(name);
      return found && { name, revision: found.revision, item: readItem(found.data) };
    },
    async create(name, item) {
      const revision = await sync.createDocument(name, item, ttlOf(item));
      return revision === undefined ? undefined : { name, revision, item };
    },
    async replace({ name, revision }, item) {
      const next = await sync.updateDocument(name, item, { revision, ttl: ttlOf(item) });
      return next === undefined ? undefined : { name, revision: next, item };
    },
    index: (name, { callId, nextAt, isNew }) =>
      sync.putItem(shardOf(name), name, { data: { callId, nextAt }, isNew }),
    postpone: ({ name, callId, revision }, nextAt) =>
      sync.changeItem(shardOf(name), name, { data: { callId, nextAt }, revision }),
    unindex: (name, revision) => sync.removeItem(shardOf(name), name, revision),
    async someOf(shard) {
      const first = await entriesOf(sync, `outbox-${shard}`, undefined);
      if (first.length < PAGE) {
        return first;
      }
      const key = `call-${Math.floor(clock.random() * 16 ** 6)
        .toString(16)
        .padStart(6, '0')}`;
      return entriesOf(sync, `outbox-${shard}`, { key, downwards: clock.random() < 0.5 });
    },
    async bury(name, { callId, code }) {
      await sync.putItem(DEAD, name, { data: { callId, code, nextAt: clock.now() }, isNew: true });
    },
    unbury: (name) => sync.removeItem(DEAD, name),
    allOf: (shard) => allEntries(sync, `outbox-${shard}`),
    buried: () => allEntries(sync, DEAD),
  };
}

function isDead({ places }: OutboxItem): boolean {
  return Object.values(places).some(({ state }) => state === 'dead');
}

async function entriesOf(
  sync: SyncObjects,
  map: string,
  from: { key: string; downwards: boolean } | undefined,
): Promise<IndexEntry[]> {
  const items = await sync.listItems(map, from);
  return items.map(({ key, revision, data }) => {
    const entry = z.safeParse(entryData, data).data ?? { callId: '', nextAt: 0, code: null };
    return { name: key, revision, ...entry };
  });
}

async function allEntries(sync: SyncObjects, map: string): Promise<IndexEntry[]> {
  const all: IndexEntry[] = [];
  for (;;) {
    const last = all.at(-1);
    // Keys are of one length: nothing lies between a key and the same with a character more.
    const page = await entriesOf(sync, map, last && { key: `${last.name}0`, downwards: false });
    all.push(...page);
    if (page.length === 0) {
      return all;
    }
  }
}
