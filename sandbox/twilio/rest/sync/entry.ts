import { RestError } from '../rest-error';

const MOST_BYTES = 16 * 1024;
const LONGEST_TTL = 31_536_000;
/** Twilio removes what has expired some time later: https://www.twilio.com/docs/sync/limits */
const EXPIRY_LAG_MS = 1000;

/** Something with data, a revision and perhaps an end: a document or a map's item. */
export interface Entry {
  data: Record<string, unknown>;
  /** Counts up with each change, written in hexadecimal. */
  revision: number;
  readonly createdAt: Date;
  updatedAt: Date;
  expiresAt: Date | null;
}

/** Reads `Data`; undefined where none was sent. */
export function readData(form: URLSearchParams): Record<string, unknown> | undefined {
  const text = form.get('Data');
  if (text === null) {
    return undefined;
  }
  if (Buffer.byteLength(text) > MOST_BYTES) {
    throw new RestError(413, 54006, 'The data is larger than 16 KiB');
  }
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data === 'object' && data !== null && !Array.isArray(data)) {
      return data as Record<string, unknown>;
    }
  } catch {
    // Said below, as for JSON that is no object.
  }
  throw new RestError(400, 20001, 'Data must be a JSON object');
}

/** Reads a time to live (s) under the first of these names; null: never ends; undefined: not sent. */
export function readExpiry(form: URLSearchParams, ...names: string[]): Date | null | undefined {
  const text = names.map((name) => form.get(name)).find((value) => value !== null);
  if (text === undefined || text === null) {
    return undefined;
  }
  const ttl = Number(text);
  if (!Number.isInteger(ttl) || ttl < 0 || ttl > LONGEST_TTL) {
    throw new RestError(400, 20001, 'Ttl must be 0 to 31536000 seconds');
  }
  return ttl === 0 ? null : new Date(Date.now() + ttl * 1000);
}

export function newEntry(data: Record<string, unknown>, expiresAt: Date | null): Entry {
  const now = new Date();
  return { data, revision: 0, createdAt: now, updatedAt: now, expiresAt };
}

/** Changes an entry in one step, so that of two writers with the same revision one is refused. */
export function change(
  entry: Entry,
  { data, expiresAt }: { data: Record<string, unknown> | undefined; expiresAt: Date | null | undefined },
): void {
  entry.data = data ?? entry.data;
  entry.expiresAt = expiresAt === undefined ? entry.expiresAt : expiresAt;
  entry.revision += 1;
  entry.updatedAt = new Date();
}

/** Throws 412 unless the revision (of the If-Match header) is the entry's own. */
export function expectRevision(entry: Entry, ifMatch: string | undefined, code: number): void {
  if (ifMatch !== undefined && ifMatch.replace(/^"(.*)"$/, '$1') !== entry.revision.toString(16)) {
    throw new RestError(412, code, 'The revision does not match');
  }
}

export function isGone({ expiresAt }: { expiresAt: Date | null }): boolean {
  return expiresAt !== null && expiresAt.getTime() + EXPIRY_LAG_MS <= Date.now();
}
