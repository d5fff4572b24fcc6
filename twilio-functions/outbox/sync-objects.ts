import * as z from 'zod/mini';
import { type IncomingAnswer, NoAnswer } from '../http/deadline-request';
import type { TwilioRequest } from '../twilio-rest';
import { type Clock, jitter } from './clock';

/** Sync is not to be had: silent, broken, too busy, or set up wrongly. Nothing was changed as far as we know. */
export class SyncUnavailable extends Error {
  readonly code = 'sync-unavailable';
}

/** A request to Sync; may throw NoAnswer. */
export type AskSync = (path: string, request: TwilioRequest) => Promise<IncomingAnswer>;

export interface SyncDocument {
  data: unknown;
  revision: string;
}

export interface SyncItem extends SyncDocument {
  key: string;
}

/**
 * Documents and maps of Twilio Sync. Every method throws SyncUnavailable. Writes say what came of them by revision:
 * undefined means that somebody else was there before.
 * https://www.twilio.com/docs/sync/api/document-resource, https://www.twilio.com/docs/sync/api/map-item-resource
 */
export interface SyncObjects {
  readDocument(name: string): Promise<SyncDocument | undefined>;
  /** `ttl` in s; 0 never ends. */
  createDocument(name: string, data: object, ttl: number): Promise<string | undefined>;
  updateDocument(
    name: string,
    data: object,
    { revision, ttl }: { revision: string; ttl: number },
  ): Promise<string | undefined>;
  /** Makes or replaces an item, and its map before it. `isNew` is a guess that spares a request. */
  putItem(map: string, key: string, { data, isNew }: { data: object; isNew: boolean }): Promise<string>;
  /** Replaces an item's data if it still has that revision. */
  changeItem(map: string, key: string, { data, revision }: { data: object; revision: string }): Promise<void>;
  /** Removes an item, if it still has that revision where one is given. */
  removeItem(map: string, key: string, revision?: string): Promise<void>;
  /** At most 100 items by key, upwards or downwards from a key. */
  listItems(map: string, from?: { key: string; downwards: boolean }): Promise<SyncItem[]>;
}

const DEADLINE_MS = 1000;
const TRIES = 5;
const PAUSE_MS = 150;

const answered = z.object({ data: z.unknown(), revision: z.string() });
const listed = z.object({
  items: z.array(z.object({ key: z.string(), data: z.unknown(), revision: z.string() })),
});

export function createSyncObjects(ask: AskSync, clock: Clock): SyncObjects {
  /** Waits and asks again while Sync is busy or broken: all that is asked for here may be asked for twice. */
  async function request(path: string, init: Omit<TwilioRequest, 'within'>): Promise<IncomingAnswer> {
    let last = '';
    for (let tried = 0; tried < TRIES; tried += 1) {
      if (tried > 0) {
        await jitter(PAUSE_MS * 2 ** tried, clock);
      }
      const answer = await ask(path, { ...init, within: DEADLINE_MS }).catch((error: unknown) => {
        if (error instanceof NoAnswer) {
          return error;
        }
        throw error;
      });
      if (answer instanceof NoAnswer) {
        last = answer.message;
      } else if (answer.status === 429 || answer.status >= 500) {
        last = `Sync answered ${answer.status}`;
      } else if (answer.status < 300 && answer.status !== 204 && answer.json === undefined) {
        last = 'Sync answered without JSON';
      } else if (answer.status < 300 || [404, 409, 412].includes(answer.status)) {
        return answer;
      } else {
        throw new SyncUnavailable(`Sync answered ${answer.status}`);
      }
    }
    throw new SyncUnavailable(last);
  }

  function revisionOf({ status, json }: IncomingAnswer): string | undefined {
    if (status >= 300) {
      return undefined;
    }
    const parsed = z.safeParse(answered, json);
    if (!parsed.success) {
      throw new SyncUnavailable('Sync answered without a revision');
    }
    return parsed.data.revision;
  }

  return {
    async readDocument(name) {
      const answer = await request(`Documents/${name}`, {});
      if (answer.status >= 300) {
        return undefined;
      }
      const parsed = z.safeParse(answered, answer.json);
      if (!parsed.success) {
        throw new SyncUnavailable('Sync answered without a document');
      }
      return parsed.data;
    },

    async createDocument(name, data, ttl) {
      const form = { UniqueName: name, Data: JSON.stringify(data), Ttl: String(ttl) };
      const answer = await request('Documents', { form });
      if (answer.status === 404) {
        throw new SyncUnavailable('no such Sync service');
      }
      return revisionOf(answer);
    },

    async updateDocument(name, data, { revision, ttl }) {
      const form = { Data: JSON.stringify(data), Ttl: String(ttl) };
      return revisionOf(await request(`Documents/${name}`, { form, ifMatch: revision }));
    },

    async putItem(map, key, { data, isNew }) {
      const form = { Data: JSON.stringify(data), Ttl: '0' };
      for (let tried = 0, make = isNew; tried < TRIES; tried += 1) {
        const answer = make
          ? await request(`Maps/${map}/Items`, { form: { ...form, Key: key } })
          : await request(`Maps/${map}/Items/${key}`, { form });
        const revision = revisionOf(answer);
        if (revision !== undefined) {
          return revision;
        }
        if (make && answer.status === 404) {
          await request('Maps', { form: { UniqueName: map } });
        } else {
          make = !make;
        }
      }
      throw new SyncUnavailable('an item that comes and goes');
    },

    async changeItem(map, key, { data, revision }) {
      const form = { Data: JSON.stringify(data), Ttl: '0' };
      await request(`Maps/${map}/Items/${key}`, { form, ifMatch: revision });
    },

    async removeItem(map, key, revision) {
      await request(`Maps/${map}/Items/${key}`, {
        method: 'DELETE',
        ...(revision === undefined ? {} : { ifMatch: revision }),
      });
    },

    async listItems(map, from) {
      const query = new URLSearchParams({ PageSize: '100' });
      if (from) {
        query.set('From', from.key);
        query.set('Order', from.downwards ? 'desc' : 'asc');
      }
      const answer = await request(`Maps/${map}/Items?${query}`, {});
      if (answer.status >= 300) {
        return [];
      }
      const parsed = z.safeParse(listed, answer.json);
      if (!parsed.success) {
        throw new SyncUnavailable('Sync answered without items');
      }
      return parsed.data.items;
    },
  };
}
