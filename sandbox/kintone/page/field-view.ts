import type { Field } from '../state/field';
import { element } from './element';

const TIME = new Intl.DateTimeFormat('sv-SE', {
  dateStyle: 'short',
  timeStyle: 'short',
  timeZone: 'Asia/Tokyo',
});

/** A time as kintone shows it to a rep in Japan: 2026-11-20 13:40. */
export function timeText(iso: string): string {
  return iso === '' ? '' : TIME.format(new Date(iso));
}

function names(value: unknown): string {
  const list = (Array.isArray(value) ? value : [value]) as Array<{ name: string }>;
  return list.map((person) => person.name).join('、');
}

function link(field: Field, text: string): HTMLElement {
  const scheme = { MAIL: 'mailto:', CALL: 'tel:', WEB: '' }[field.protocol ?? 'WEB'];
  const outside: Record<string, string> =
    field.protocol === 'WEB' ? { target: '_blank', rel: 'noopener noreferrer' } : {};
  return element('a', { href: scheme + text, ...outside }, text);
}

/** A field's value, to be read. */
export function fieldView(field: Field, value: unknown): Node {
  if (value === null || value === undefined || value === '') {
    return document.createTextNode('');
  }
  switch (field.type) {
    case 'USER_SELECT':
    case 'CREATOR':
    case 'MODIFIER':
      return document.createTextNode(names(value));
    case 'DATETIME':
    case 'CREATED_TIME':
    case 'UPDATED_TIME':
      return document.createTextNode(timeText(String(value)));
    case 'LINK':
      return link(field, String(value));
    case 'NUMBER':
      return document.createTextNode(String(value) + (field.unit ? ` ${field.unit}` : ''));
    default:
      return document.createTextNode(String(value));
  }
}

/** Whether digits of this field should stand below each other. */
export function isNumeric(field: Field): boolean {
  return field.type === 'NUMBER' || field.type.endsWith('TIME') || /TEL|FAX|郵便番号|number/.test(field.code);
}
