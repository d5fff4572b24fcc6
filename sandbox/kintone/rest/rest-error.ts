import { randomBytes } from 'node:crypto';
import type { Language } from '../state/user';
import { MESSAGES } from './messages';
import type { MessageKey } from './messages';

/** What is wrong with single inputs: path -> messages. */
export type InputErrors = Record<string, MessageKey[]>;

/** kintone's refusal of a REST request; `status` is the HTTP status. */
export class RestError extends Error {
  readonly status: number;
  readonly code: string;
  readonly key: MessageKey;
  readonly detail: string;
  readonly errors: InputErrors | undefined;

  constructor(status: number, code: string, key: MessageKey, detail = '', errors?: InputErrors) {
    super(`${code} ${key} ${detail}`);
    this.status = status;
    this.code = code;
    this.key = key;
    this.detail = detail;
    this.errors = errors;
  }

  /** The body as kintone writes it; `id` is random, as it is there. */
  body(language: Language): Record<string, unknown> {
    const say = (key: MessageKey, detail = ''): string => MESSAGES[key][language].replace('{}', detail);
    const errors =
      this.errors &&
      Object.fromEntries(
        Object.entries(this.errors).map(([path, keys]) => [path, { messages: keys.map((key) => say(key)) }]),
      );
    return {
      code: this.code,
      id: randomBytes(15).toString('base64url').slice(0, 20),
      message: say(this.key, this.detail),
      ...(errors ? { errors } : {}),
    };
  }
}

/** Wrong input, each path with what is wrong there. */
export function invalidInput(errors: InputErrors): RestError {
  return new RestError(400, 'CB_VA01', 'invalid-input', '', errors);
}

/** The actor may not do this. */
export function noPrivilege(): RestError {
  return new RestError(403, 'CB_NO02', 'no-privilege');
}

export function appNotFound(id: string): RestError {
  return new RestError(404, 'GAIA_AP01', 'app-not-found', id);
}

export function recordNotFound(id: number): RestError {
  return new RestError(404, 'GAIA_RE01', 'record-not-found', String(id));
}

export function revisionConflict(): RestError {
  return new RestError(409, 'GAIA_CO02', 'revision-conflict');
}
