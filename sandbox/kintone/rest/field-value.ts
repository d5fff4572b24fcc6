import type { Field } from '../state/field';
import { emptyValue, timeJson, toMinute } from '../state/record';
import type { StoredValue } from '../state/record';
import type { World } from '../state/world';
import type { MessageKey } from './messages';

/** A value fit to be kept, or what is wrong with it. */
export type Checked = { value: StoredValue } | { wrong: MessageKey };

function asText(raw: unknown): string | undefined {
  if (raw === null || raw === undefined) {
    return '';
  }
  return typeof raw === 'string' || typeof raw === 'number' ? String(raw) : undefined;
}

function people(world: World, raw: unknown): Checked {
  if (!Array.isArray(raw)) {
    return { wrong: 'wrong-form' };
  }
  const found = raw.map((entry: unknown) => world.users.get((entry as { code?: string } | null)?.code ?? ''));
  if (found.includes(undefined)) {
    return { wrong: 'no-such-user' };
  }
  return { value: found.flatMap((user) => (user ? [{ code: user.code, name: user.name }] : [])) };
}

function time(text: string): Checked {
  const epochMs = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?$/.test(text)
    ? Date.parse(text)
    : NaN;
  // kintone keeps minutes only: whatever needs seconds has to keep them elsewhere.
  return Number.isNaN(epochMs) ? { wrong: 'not-a-time' } : { value: timeJson(toMinute(epochMs)) };
}

function isLink(field: Field, text: string): boolean {
  if (field.protocol === 'CALL') {
    return true;
  }
  return field.protocol === 'MAIL' ? /^\S+@\S+$/.test(text) : /^(https?|ftp):\/\/\S+$/.test(text);
}

/** Checks a written field value and brings it into the form in which it is kept. */
export function checkValue(world: World, field: Field, raw: unknown): Checked {
  if (field.type === 'USER_SELECT') {
    return people(world, raw);
  }
  const text = asText(raw);
  if (text === undefined) {
    return { wrong: 'wrong-form' };
  }
  if (text === '') {
    return field.required ? { wrong: 'required' } : { value: emptyValue(field) };
  }
  switch (field.type) {
    case 'NUMBER':
      return /^[+-]?\d+(\.\d+)?$/.test(text) ? { value: text } : { wrong: 'not-a-number' };
    case 'DROP_DOWN':
    case 'RADIO_BUTTON':
      return field.options?.includes(text) ? { value: text } : { wrong: 'not-a-choice' };
    case 'DATETIME':
      return time(text);
    case 'DATE':
      return /^\d{4}-\d\d-\d\d$/.test(text) ? { value: text } : { wrong: 'not-a-time' };
    case 'LINK':
      return isLink(field, text) ? { value: text } : { wrong: 'not-a-link' };
    default:
      return { value: text };
  }
}
