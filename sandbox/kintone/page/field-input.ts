import type { Field } from '../state/field';
import { element } from './element';

/** A field being edited: its control, and its value as REST takes it. */
export interface FieldInput {
  control: HTMLElement;
  read(): unknown;
}

const JAPAN_MS = 9 * 3_600_000;

function choice(
  options: Array<{ value: string; label: string }>,
  chosen: string,
  label: string,
): HTMLSelectElement {
  const select = element('select', { class: 'k-input', 'aria-label': label });
  for (const option of options) {
    select.append(
      element('option', { value: option.value, selected: option.value === chosen }, option.label),
    );
  }
  return select;
}

function timeInput(field: Field, value: string): FieldInput {
  const local = value === '' ? '' : new Date(Date.parse(value) + JAPAN_MS).toISOString().slice(0, 16);
  const control = element('input', {
    class: 'k-input',
    type: 'datetime-local',
    value: local,
    'aria-label': field.label,
  });
  return {
    control,
    read: () => (control.value === '' ? '' : new Date(`${control.value}:00+09:00`).toISOString()),
  };
}

/** The control for a field; null for those that only kintone writes. */
export function fieldInput(
  field: Field,
  value: unknown,
  people: Array<{ code: string; name: string }>,
): FieldInput | null {
  const text = typeof value === 'string' ? value : '';
  switch (field.type) {
    case 'RECORD_NUMBER':
    case 'CREATOR':
    case 'CREATED_TIME':
    case 'MODIFIER':
    case 'UPDATED_TIME':
      return null;
    case 'MULTI_LINE_TEXT': {
      const control = element('textarea', { class: 'k-input', 'aria-label': field.label }, text);
      return { control, read: () => control.value };
    }
    case 'DROP_DOWN':
    case 'RADIO_BUTTON': {
      const options = [
        { value: '', label: '-----' },
        ...(field.options ?? []).map((one) => ({ value: one, label: one })),
      ];
      const control = choice(options, text, field.label);
      return { control, read: () => (control.value === '' ? null : control.value) };
    }
    case 'USER_SELECT': {
      const options = people.map(({ code, name }) => ({ value: code, label: name }));
      const chosen = (value as Array<{ code: string }> | undefined)?.[0]?.code ?? '';
      const control = choice([{ value: '', label: '-----' }, ...options], chosen, field.label);
      return { control, read: () => (control.value === '' ? [] : [{ code: control.value }]) };
    }
    case 'DATETIME':
      return timeInput(field, text);
    default: {
      const type = field.type === 'DATE' ? 'date' : 'text';
      const control = element('input', { class: 'k-input', type, value: text, 'aria-label': field.label });
      return { control, read: () => control.value };
    }
  }
}
