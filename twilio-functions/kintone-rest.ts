import * as z from 'zod/mini';
import { NoAnswer, type OutgoingRequest, requestWithin } from './http/deadline-request';
import { Refused } from './http/refused';

/** One kintone app, as one API token sees it. */
export interface KintoneApp {
  origin: string;
  basicAuth: string | undefined;
  id: string;
  apiToken: string;
}

/** kintone's own word on a request it refused: https://kintone.dev/en/docs/kintone/overview/error-responses/ */
export class KintoneError extends Error {
  constructor(
    readonly status: number,
    /** Such as GAIA_RE01; empty when the answer was not kintone's JSON. */
    readonly code: string,
    /** Paths of the inputs it names, such as `records[0].record.rep.value`. */
    readonly inputs: readonly string[] = [],
  ) {
    super(`kintone answered ${status} ${code}`.trim());
  }
}

/** A request to kintone is given up after this. */
const DEADLINE_MS = 2000;

const errorBody = z.object({
  code: z.string().check(z.regex(/^[A-Z0-9_]{1,20}$/)),
  errors: z.catch(z.optional(z.record(z.string(), z.unknown())), undefined),
});
const fields = z.record(z.string(), z.unknown());
const recordBody = z.object({ record: fields });
const recordsBody = z.object({ records: z.array(fields) });

/**
 * The record as kintone sends it, field by field; given up after `within` ms. Throws KintoneError (GAIA_RE01: no such
 * record), Refused.
 */
export async function getRecord(
  app: KintoneApp,
  id: string,
  within = DEADLINE_MS,
): Promise<Record<string, unknown>> {
  const url = new URL('/k/v1/record.json', app.origin);
  url.search = new URLSearchParams({ app: app.id, id }).toString();
  const parsed = z.safeParse(recordBody, await send(app, url, { method: 'GET' }, { within }));
  if (!parsed.success) {
    throw new Refused('kintone-unavailable', 'an answer without a record');
  }
  return parsed.data.record;
}

/**
 * Deletes one record if it still has that revision. Of several who try, one succeeds; for the others this throws
 * KintoneError: GAIA_RE01 (gone) or GAIA_CO02 (changed).
 */
export async function deleteRecord(app: KintoneApp, id: string, revision: string): Promise<void> {
  const body = JSON.stringify({ app: app.id, ids: [id], revisions: [revision] });
  await send(app, new URL('/k/v1/records.json', app.origin), { method: 'DELETE', body });
}

/** The records that a query finds, with the fields asked for; given up after `within` ms. Throws KintoneError, Refused. */
export async function findRecords(
  app: KintoneApp,
  { query, fields: wanted, within }: { query: string; fields: readonly string[]; within: number },
): Promise<Array<Record<string, unknown>>> {
  const url = new URL('/k/v1/records.json', app.origin);
  url.search = new URLSearchParams([
    ['app', app.id],
    ['query', query],
    ...wanted.map((code, at) => [`fields[${at}]`, code]),
  ]).toString();
  const parsed = z.safeParse(recordsBody, await send(app, url, { method: 'GET' }, { within }));
  if (!parsed.success) {
    throw new Refused('kintone-unavailable', 'an answer without records');
  }
  return parsed.data.records;
}

/**
 * Adds the record whose unique field `key.field` holds `key.value`, or changes it if it is there; given up after
 * `within` ms. Throws KintoneError for whatever kintone refuses, Refused when it does not answer.
 */
export async function upsertRecord(
  app: KintoneApp,
  key: { field: string; value: string },
  record: Record<string, { value: unknown }>,
  within: number,
): Promise<void> {
  const body = JSON.stringify({ app: app.id, upsert: true, records: [{ updateKey: key, record }] });
  const url = new URL('/k/v1/records.json', app.origin);
  await send(app, url, { method: 'PUT', body }, { within, reason: (error) => error });
}

/** Throws what `reason` makes of kintone's refusal, and Refused when kintone does not answer. */
async function send(
  app: KintoneApp,
  url: URL,
  init: Omit<OutgoingRequest, 'headers'>,
  { within = DEADLINE_MS, reason = reasonOf }: { within?: number; reason?: typeof reasonOf } = {},
): Promise<unknown> {
  const headers: Record<string, string> = { 'X-Cybozu-API-Token': app.apiToken };
  if (app.basicAuth) {
    headers.Authorization = `Basic ${Buffer.from(app.basicAuth).toString('base64')}`;
  }
  if (init.body) {
    headers['Content-Type'] = 'application/json';
  }
  const answer = await requestWithin(within, url, { ...init, headers }).catch((error: unknown) => {
    throw error instanceof NoAnswer ? new Refused('kintone-unavailable', error.message) : error;
  });
  if (answer.status === 200 && answer.json !== undefined) {
    return answer.json;
  }
  const parsed = z.safeParse(errorBody, answer.json);
  const { code = '', errors = {} } = parsed.success ? parsed.data : {};
  throw reason(new KintoneError(answer.status, code, Object.keys(errors)));
}

/** KintoneError for a refusal that names this request, Refused for all that has nothing to do with it. */
function reasonOf(error: KintoneError): KintoneError | Refused {
  if (['GAIA_RE01', 'GAIA_CO02', 'CB_VA01'].includes(error.code)) {
    return error;
  }
  // A wrong token, a missing right, an app that is not there, Basic authentication missing: an admin's to mend.
  const misconfigured = [400, 401, 403, 404].includes(error.status);
  return new Refused(misconfigured ? 'setup-incomplete' : 'kintone-unavailable', error.message);
}
