import type { Field } from './field';
import type { UserReference } from './user';

/** A field's value as it is kept: text, a choice or none, or people. */
export type StoredValue = string | null | UserReference[];

/** A record; never changed in place, so that a refused request leaves nothing behind. */
export interface StoredRecord {
  readonly id: number;
  readonly revision: number;
  readonly creator: UserReference;
  readonly modifier: UserReference;
  /** Epoch ms, already without seconds: kintone keeps minutes. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly values: Readonly<Record<string, StoredValue>>;
}

/** A record as REST and the JavaScript API show it. */
export type RecordJson = Record<string, { type: string; value: unknown }>;

/** Epoch ms as kintone writes it: UTC, to the second, no fraction. */
export function timeJson(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** Drops the seconds, as kintone does for every time it keeps. */
export function toMinute(epochMs: number): number {
  return Math.floor(epochMs / 60_000) * 60_000;
}

/** What an untouched field of this type holds. */
export function emptyValue(field: Field): StoredValue {
  if (field.type === 'USER_SELECT') {
    return [];
  }
  if (field.type === 'RADIO_BUTTON') {
    return field.options?.[0] ?? '';
  }
  return field.type === 'DROP_DOWN' || field.type === 'DATE' ? null : '';
}

/** The value of one field, the built-in ones included. */
export function valueOf(record: StoredRecord, field: Field): unknown {
  switch (field.type) {
    case 'RECORD_NUMBER':
      return String(record.id);
    case 'CREATOR':
      return record.creator;
    case 'MODIFIER':
      return record.modifier;
    case 'CREATED_TIME':
      return timeJson(record.createdAt);
    case 'UPDATED_TIME':
      return timeJson(record.updatedAt);
    default:
      return record.values[field.code] ?? emptyValue(field);
  }
}

/**
 * The JSON of a record of `app`: `$id`, `$revision` and each field as `{type, value}`; `only` names the fields wanted.
 */
export function recordJson(
  app: { fields: readonly Field[] },
  record: StoredRecord,
  only?: readonly string[],
): RecordJson {
  const json: RecordJson = {};
  for (const field of app.fields) {
    json[field.code] = { type: field.type, value: valueOf(record, field) };
  }
  json.$id = { type: '__ID__', value: String(record.id) };
  json.$revision = { type: '__REVISION__', value: String(record.revision) };
  if (!only || only.length === 0) {
    return json;
  }
  return Object.fromEntries(Object.entries(json).filter(([code]) => only.includes(code)));
}
