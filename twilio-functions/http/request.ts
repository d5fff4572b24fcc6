import * as z from 'zod/mini';
import { Refused } from './refused';

/**
 * A request as a Function sees it. The platform merges query and body into one event and hides the method, so a
 * field may have come in either; a doubled field is an array.
 */
export interface FunctionRequest {
  /** One header's value; undefined when it is absent or doubled. Names in lower case. */
  header(name: string): string | undefined;
  fields: Readonly<Record<string, unknown>>;
}

/**
 * Reads the platform's event and takes nothing of it for granted. Throws Refused 'bad-request' when a body key named
 * `request` has overwritten the headers. A JSON body can forge headers so that this cannot be seen: no header
 * is believed in without a check of its own (signature, operator's secret); Origin is a courtesy to browsers.
 */
export function readRequest(event: unknown): FunctionRequest {
  const { request, ...own } = Object.assign(Object.create(null), event) as Record<string, unknown>;
  const headers = isRecord(request) && isRecord(request.headers) ? request.headers : undefined;
  if (!headers) {
    throw new Refused('bad-request', 'no headers in the event');
  }
  return {
    header(name) {
      const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
      return typeof value === 'string' ? value : undefined;
    },
    fields: Object.assign(Object.create(null), own) as Record<string, unknown>,
  };
}

/** The fields through a schema. Throws Refused 'bad-request' with the names of what is wrong, without values. */
export function parseFields<T extends z.ZodMiniType>(schema: T, request: FunctionRequest): z.output<T> {
  const parsed = z.safeParse(schema, { ...request.fields });
  if (!parsed.success) {
    const names = parsed.error.issues.map((issue) => String(issue.path[0] ?? issue.code));
    throw new Refused('bad-request', names.join(', ').slice(0, 200));
  }
  return parsed.data;
}

/**
 * Throws Refused 'bad-request' unless the fields came in an urlencoded body. The method is not visible, but a GET
 * has no such Content-Type, and a body that is shorter than the fields cannot have held them.
 */
export function requireUrlencodedBody(request: FunctionRequest, fields: Record<string, string>): void {
  const type = request.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') {
    throw new Refused('bad-request', 'not an urlencoded body');
  }
  const length = request.header('content-length');
  if (length !== undefined && !(Number(length) >= new URLSearchParams(fields).toString().length)) {
    throw new Refused('bad-request', 'fields outside the body');
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
