import { NoAnswer } from '../../../twilio-functions/http/deadline-request';
import type { Clock } from '../../../twilio-functions/outbox/clock';
import type { AskSync } from '../../../twilio-functions/outbox/sync-objects';

interface Entry {
  data: unknown;
  revision: number;
  ttl: number;
}

/** `before`: nothing was done; `after`: it was done, and the answer was lost. */
export type SyncFault = 429 | 500 | 'silent-before' | 'silent-after';

export interface FakeSync {
  ask: AskSync;
  documents: Map<string, Entry>;
  maps: Map<string, Map<string, Entry>>;
  /** Decides what goes wrong with a request. */
  fault: (path: string, method: string) => SyncFault | undefined;
  /** Runs between the arrival of a request and its work: for somebody who comes in between. */
  meanwhile: (path: string, method: string) => Promise<void> | void;
  requests: string[];
  /** The most writes that one object saw within any second, or was refused. */
  busiest(): number;
  data(name: string): unknown;
}

/** Twilio Sync as the outbox uses it: revisions, conflicts, 20 reads and writes a second an object, 16 KiB. */
export function createFakeSync(clock: Clock): FakeSync {
  const times = new Map<string, number[]>();
  let busiest = 0;

  function isTooFast(object: string, kind: 'read' | 'write'): boolean {
    const key = `${kind} ${object}`;
    const recent = (times.get(key) ?? []).filter((at) => at > clock.now() - 1000);
    times.set(key, recent);
    busiest = kind === 'write' ? Math.max(busiest, recent.length + 1) : busiest;
    if (recent.length >= 20) return true;
    recent.push(clock.now());
    return false;
  }

  const show = (entry: Entry, key?: string) => ({
    key,
    data: entry.data,
    revision: entry.revision.toString(16),
  });
  const answer = (status: number, json: unknown = { code: status }) => ({ status, json });

  function put(entries: Map<string, Entry>, key: string, form: Record<string, string>) {
    const text = form.Data ?? '{}';
    if (Buffer.byteLength(text) > 16 * 1024) return answer(413);
    const entry = {
      data: JSON.parse(text) as unknown,
      revision: (entries.get(key)?.revision ?? -1) + 1,
      ttl: Number(form.Ttl ?? 0),
    };
    entries.set(key, entry);
    return answer(200, show(entry));
  }

  function work(
    path: string,
    { form, ifMatch, method }: { form?: Record<string, string>; ifMatch?: string; method: string },
  ) {
    const [, kind, name = '', items, key] =
      /^(Documents|Maps)(?:\/([^/?]+)(?:\/(Items)(?:\/([^/?]+))?)?)?(?:\?|$)/.exec(path) ?? [];
    const object = items ? name : `${kind}/${name || form?.UniqueName}`;
    if (isTooFast(object, method === 'GET' ? 'read' : 'write')) return answer(429);
    if (kind === 'Maps' && !items) {
      const unique = form?.UniqueName ?? '';
      if (fake.maps.has(unique)) return answer(409);
      fake.maps.set(unique, new Map());
      return answer(201);
    }
    const entries = items ? fake.maps.get(name) : fake.documents;
    if (!entries) return answer(404);
    const id = items ? (key ?? form?.Key ?? '') : name || (form?.UniqueName ?? '');
    const found = entries.get(id);
    if (items && !key && method === 'GET') return list(entries, new URLSearchParams(path.split('?')[1]));
    const isNew = items ? key === undefined : name === '';
    if (isNew) return found ? answer(409) : put(entries, id, form ?? {});
    if (!found) return answer(404);
    if (method === 'GET') return answer(200, show(found));
    if (ifMatch !== undefined && ifMatch !== found.revision.toString(16)) return answer(412);
    if (method === 'DELETE') {
      entries.delete(id);
      return answer(204, undefined);
    }
    return put(entries, id, form ?? {});
  }

  function list(entries: Map<string, Entry>, query: URLSearchParams) {
    const isDown = query.get('Order') === 'desc';
    const from = query.get('From');
    const keys = [...entries.keys()].sort();
    const chosen = (isDown ? keys.reverse() : keys).filter(
      (key) => from === null || (isDown ? key <= from : key >= from),
    );
    const items = chosen.slice(0, 100).map((key) => show(entries.get(key) as Entry, key));
    return answer(200, { items, meta: {} });
  }

  const fake: FakeSync = {
    documents: new Map(),
    maps: new Map(),
    fault: () => undefined,
    meanwhile: () => undefined,
    requests: [],
    busiest: () => busiest,
    data: (name) => fake.documents.get(name)?.data,
    async ask(path, { form, ifMatch, method: wanted }) {
      const method = wanted ?? (form ? 'POST' : 'GET');
      fake.requests.push(`${method} ${path}`);
      await clock.pause(4 + Math.floor(clock.random() * 12));
      await fake.meanwhile(path, method);
      const fault = fake.fault(path, method);
      if (fault === 'silent-before') throw new NoAnswer('sync.twilio.com', 'timeout');
      if (typeof fault === 'number') return answer(fault);
      const done = work(path, { ...(form ? { form } : {}), ...(ifMatch ? { ifMatch } : {}), method });
      if (fault === 'silent-after') throw new NoAnswer('sync.twilio.com', 'network');
      return done;
    },
  };
  return fake;
}
