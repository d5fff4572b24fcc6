import type { Entry } from './entry';
import { isGone } from './entry';
import { NamedStore } from './named-store';
import type { ObjectRate } from './rate';

export interface SyncDocument extends Entry {
  readonly sid: string;
  readonly uniqueName: string | null;
  readonly rate: ObjectRate;
}

export interface SyncMap {
  readonly sid: string;
  readonly uniqueName: string | null;
  readonly rate: ObjectRate;
  readonly createdAt: Date;
  updatedAt: Date;
  expiresAt: Date | null;
  revision: number;
  readonly items: Map<string, Entry>;
}

/** What tests look at. */
export interface SyncView {
  name: string;
  data: Record<string, unknown>;
  revision: string;
  expiresAt: string | null;
}

function view(name: string, entry: Entry): SyncView {
  return {
    name,
    data: structuredClone(entry.data),
    revision: entry.revision.toString(16),
    expiresAt: entry.expiresAt?.toISOString() ?? null,
  };
}

/** One Sync service in memory. */
export class SyncStore {
  readonly documents = new NamedStore<SyncDocument>();
  readonly maps = new NamedStore<SyncMap>();

  viewDocuments(): SyncView[] {
    return this.documents.all().map((document) => view(document.uniqueName ?? document.sid, document));
  }

  /** Items of a map by key; none where there is no such map. */
  viewItems(map: string): SyncView[] {
    const found = this.maps.find(map);
    return found ? liveItems(found).map(([key, entry]) => view(key, entry)) : [];
  }
}

/** Items in the order of their keys; what has expired is dropped. */
export function liveItems(map: SyncMap): Array<[string, Entry]> {
  for (const [key, entry] of map.items) {
    if (isGone(entry)) {
      map.items.delete(key);
    }
  }
  return [...map.items].sort(([left], [right]) => (left < right ? -1 : 1));
}
