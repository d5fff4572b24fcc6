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
  ) {
    super(`kintone answered ${status} ${code}`.trim());
  }
}

/** A request to kintone is given up after this. */
const DEADLINE_MS = 2000;

const errorBody = z.object({ code: z.string().check(z.regex(/^[A-Z0-9_]{1,20}$/)) });
const recordBody = z.object({ record: z.record(z.string(), z.unknown()) });

/** The record as kintone sends it, field by field. Throws KintoneError (GAIA_RE01: no such record), Refused. */
export async function getRecord(app: KintoneApp, id: string): Promise<Record<string, unknown>> {
  const url = new URL('/k/v1/record.json', app.origin);
  url.search = new URLSearchParams({ app: app.id, id }).toString();
  const parsed = z.safeParse(recordBody, await send(app, url, { method: 'GET' }));
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

/** Throws KintoneError for a refusal that names this request, Refused for all that has nothing to do with it. */
async function send(app: KintoneApp, url: URL, init: Omit<OutgoingRequest, 'headers'>): Promise<unknown> {
  const headers: Record<string, string> = { 'X-Cybozu-API-Token': app.apiToken };
  if (app.basicAuth) {
    headers.Authorization = `Basic ${Buffer.from(app.basicAuth).toString('base64')}`;
  }
  if (init.body) {
    headers['Content-Type'] = 'application/json';
  }
  const answer = await requestWithin(DEADLINE_MS, url, { ...init, headers }).catch((error: unknown) => {
    throw error instanceof NoAnswer ? new Refused('kintone-unavailable', error.message) : error;
  });
  if (answer.status === 200 && answer.json !== undefined) {
    return answer.json;
  }
  const parsed = z.safeParse(errorBody, answer.json);
  throw reasonOf(new KintoneError(answer.status, parsed.success ? parsed.data.code : ''));
}

function reasonOf(error: KintoneError): KintoneError | Refused {
  if (['GAIA_RE01', 'GAIA_CO02', 'CB_VA01'].includes(error.code)) {
    return error;
  }
  // A wrong token, a missing right, an app that is not there, Basic authentication missing: an admin's to mend.
  const misconfigured = [400, 401, 403, 404].includes(error.status);
  return new Refused(misconfigured ? 'setup-incomplete' : 'kintone-unavailable', error.message);
}
