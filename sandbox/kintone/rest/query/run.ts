import type { App } from '../../state/app';
import type { Field, FieldType } from '../../state/field';
import { fieldOf } from '../../state/app';
import { timeJson, valueOf } from '../../state/record';
import type { StoredRecord } from '../../state/record';
import { referenceOf } from '../../state/user';
import type { UserReference } from '../../state/user';
import type { RestContext } from '../context';
import { RestError } from '../rest-error';
import type { Condition, Operand, Operator, Query } from './parse';

const COMPARE: Operator[] = ['=', '!=', '>', '<', '>=', '<='];
const LIST: Operator[] = ['in', 'not in'];
const LIKE: Operator[] = ['like', 'not like'];
const EQUAL: Operator[] = ['=', '!='];

/** Which operators each type takes: kintone refuses the others, and so must we. */
const OPERATORS: Record<FieldType, readonly Operator[]> = {
  RECORD_NUMBER: [...COMPARE, ...LIST],
  NUMBER: [...COMPARE, ...LIST],
  CREATED_TIME: COMPARE,
  UPDATED_TIME: COMPARE,
  DATE: COMPARE,
  DATETIME: COMPARE,
  SINGLE_LINE_TEXT: [...EQUAL, ...LIST, ...LIKE],
  LINK: [...EQUAL, ...LIST, ...LIKE],
  MULTI_LINE_TEXT: LIKE,
  DROP_DOWN: LIST,
  RADIO_BUTTON: LIST,
  CREATOR: LIST,
  MODIFIER: LIST,
  USER_SELECT: LIST,
};

const ID: Field = { type: 'RECORD_NUMBER', code: '$id', label: '$id' };

function fieldFor(app: App, code: string): Field {
  const field = code === '$id' ? ID : fieldOf(app, code);
  if (!field) {
    throw new RestError(400, 'GAIA_IQ11', 'field-not-found', code);
  }
  return field;
}

function textsOf(record: StoredRecord, field: Field): string[] {
  const value = valueOf(record, field);
  const list = Array.isArray(value) ? value : [value];
  return list.map((one: string | null | UserReference) =>
    one !== null && typeof one === 'object' ? one.code : (one ?? ''),
  );
}

function order(field: Field, a: string, b: string): number {
  if (field.type === 'NUMBER' || field.type === 'RECORD_NUMBER') {
    return Number(a || NaN) - Number(b || NaN);
  }
  if (field.type.endsWith('TIME')) {
    return (Date.parse(a) || 0) - (Date.parse(b) || 0);
  }
  return a < b ? -1 : Number(a > b);
}

function compare(field: Field, operator: Operator, texts: string[], wanted: string[]): boolean {
  const text = texts[0] ?? '';
  const other = wanted[0] ?? '';
  const difference = order(field, text, other);
  switch (operator) {
    case '=':
      return text === other || difference === 0;
    case '!=':
      return text !== other && difference !== 0;
    case '>':
      return difference > 0;
    case '<':
      return difference < 0;
    case '>=':
      return difference >= 0;
    case '<=':
      return difference <= 0;
    case 'in':
      return wanted.some((one) => texts.includes(one) || (one === '' && texts.length === 0));
    case 'not in':
      return !compare(field, 'in', texts, wanted);
    case 'like':
      return text.toLowerCase().includes(other.toLowerCase());
    default:
      return !compare(field, 'like', texts, wanted);
  }
}

function fits(context: RestContext, app: App, condition: Condition, record: StoredRecord): boolean {
  if (condition.kind !== 'compare') {
    const left = fits(context, app, condition.left, record);
    const isDecided = condition.kind === 'and' ? !left : left;
    return isDecided ? left : fits(context, app, condition.right, record);
  }
  const field = fieldFor(app, condition.field);
  const wanted = condition.operands.map((operand) => operandText(context, operand));
  return compare(field, condition.operator, textsOf(record, field), wanted);
}

function operandText(context: RestContext, operand: Operand): string {
  if ('value' in operand) {
    return operand.value;
  }
  return operand.call === 'NOW' ? timeJson(context.world.settings.now()) : referenceOf(context.actor).code;
}

function validate(app: App, condition: Condition | undefined): void {
  if (condition?.kind === 'compare') {
    const field = fieldFor(app, condition.field);
    if (!OPERATORS[field.type].includes(condition.operator)) {
      throw new RestError(400, 'GAIA_IQ03', 'operator-refused', field.type);
    }
  } else if (condition) {
    validate(app, condition.left);
    validate(app, condition.right);
  }
}

/**
 * The records that fit, in order (newest first unless the query says otherwise), and how many there are before limit
 * and offset.
 *
 * @throws RestError GAIA_IQ11 unknown field, GAIA_IQ03 operator the field's type does not take
 */
export function runQuery(
  context: RestContext,
  app: App,
  candidates: StoredRecord[],
  query: Query,
): { records: StoredRecord[]; total: number } {
  const { condition } = query;
  validate(app, condition);
  const sorting = query.order.map(({ field, descending }) => ({ field: fieldFor(app, field), descending }));
  const found = condition
    ? candidates.filter((record) => fits(context, app, condition, record))
    : [...candidates];
  found.sort((a, b) => {
    for (const { field, descending } of sorting) {
      const difference = order(field, textsOf(a, field)[0] ?? '', textsOf(b, field)[0] ?? '');
      if (difference) {
        return descending ? -difference : difference;
      }
    }
    return b.id - a.id;
  });
  return { records: found.slice(query.offset, query.offset + query.limit), total: found.length };
}
