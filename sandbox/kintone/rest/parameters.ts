import { z } from 'zod';
import { header } from '../http/message';
import type { HttpRequest } from '../http/message';
import { RestError, invalidInput } from './rest-error';
import type { InputErrors } from './rest-error';

/** The parameters of a REST request, from its query or its JSON body. */
export type Parameters = Record<string, unknown>;

function fromQuery(query: URLSearchParams): Parameters {
  const parameters: Parameters = {};
  for (const [key, value] of query) {
    const list = /^(\w+)(?:\[\d*\])$/.exec(key)?.[1];
    if (list === undefined) {
      parameters[key] = value;
    } else {
      parameters[list] = [...((parameters[list] as unknown[] | undefined) ?? []), value];
    }
  }
  return parameters;
}

/** The method meant: kintone takes a POST with X-HTTP-Method-Override for a GET whose URL would be too long. */
export function methodOf(request: HttpRequest): string {
  const override = header(request, 'x-http-method-override').toUpperCase();
  return request.method === 'POST' && override ? override : request.method;
}

/** @throws RestError CB_IL02 for a body that is no JSON object */
export function readParameters(request: HttpRequest): Parameters {
  const parameters = fromQuery(request.query);
  if (request.body.length === 0) {
    return parameters;
  }
  if (!header(request, 'content-type').toLowerCase().startsWith('application/json')) {
    throw new RestError(400, 'CB_IL02', 'illegal-request');
  }
  try {
    return { ...parameters, ...z.record(z.string(), z.unknown()).parse(JSON.parse(request.body.toString())) };
  } catch {
    throw new RestError(400, 'CB_IL02', 'illegal-request');
  }
}

/** Ids and numbers come as numbers or as digits. */
export const integer = z.union([z.number().int(), z.string().regex(/^-?\d{1,15}$/)]).transform(Number);
export const appId = z.union([z.number().int(), z.string().min(1)]).transform(String);

function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => {
      if (typeof part === 'number') {
        return `[${part}]`;
      }
      return index === 0 ? String(part) : `.${String(part)}`;
    })
    .join('');
}

/** Checks parameters. @throws RestError CB_VA01 that names every wrong one */
export function check<T extends z.ZodType>(schema: T, parameters: Parameters): z.output<T> {
  const result = schema.safeParse(parameters);
  if (result.success) {
    return result.data;
  }
  const errors: InputErrors = {};
  for (const issue of result.error.issues) {
    const given = issue.path.reduce<unknown>(
      (value, key) => (value as Parameters | undefined)?.[key as string],
      parameters,
    );
    const tooMany = issue.code === 'too_big';
    const missing = given === undefined ? 'required' : 'wrong-form';
    errors[pathOf(issue.path)] = [tooMany ? 'too-many' : missing];
  }
  throw invalidInput(errors);
}
