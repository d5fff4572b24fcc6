import { z } from 'zod';
import type { App } from '../state/app';
import type { Field } from '../state/field';
import { rightsIn } from '../state/permission';
import { emptyValue, toMinute } from '../state/record';
import type { StoredRecord, StoredValue } from '../state/record';
import { referenceOf } from '../state/user';
import type { UserReference } from '../state/user';
import type { RestContext } from './context';
import { checkValue } from './field-value';
import { RestError, invalidInput, noPrivilege, revisionConflict } from './rest-error';
import type { InputErrors } from './rest-error';

/** The fields of a written record: code -> `{value}`. */
export const recordInput = z.record(z.string(), z.object({ value: z.unknown() }).partial());
export type RecordInput = z.output<typeof recordInput>;

const STAMPS = new Set<string>(['CREATOR', 'MODIFIER', 'CREATED_TIME', 'UPDATED_TIME']);

type Stamps = Partial<Pick<StoredRecord, 'creator' | 'modifier' | 'createdAt' | 'updatedAt'>>;

/** Changes to an app's records that become real all together, or not at all. */
export class RecordDraft {
  readonly #context: RestContext;
  readonly #app: App;
  readonly #records: Map<number, StoredRecord>;
  #nextId: number;

  constructor(context: RestContext, app: App) {
    this.#context = context;
    this.#app = app;
    this.#records = new Map(app.records);
    this.#nextId = app.nextRecordId;
  }

  /** `at` is the input's path, for error messages: `record`, `records[0].record`. */
  add(input: RecordInput, at: string): StoredRecord {
    const now = toMinute(this.#context.world.settings.now());
    const person = referenceOf(this.#context.actor);
    const record: StoredRecord = {
      id: this.#nextId,
      revision: 1,
      creator: person,
      modifier: person,
      createdAt: now,
      updatedAt: now,
      ...this.#stamps(input, at),
      values: this.#values(input, at, undefined),
    };
    this.#nextId += 1;
    this.#records.set(record.id, record);
    return record;
  }

  /** `revision` -1 or undefined: whatever it is. @throws RestError GAIA_CO02 */
  update(id: number, input: RecordInput, revision: number | undefined, at: string): StoredRecord {
    const before = this.#current(id, revision);
    const stamped = this.#app.fields.find((field) => STAMPS.has(field.type) && field.code in input);
    if (stamped) {
      throw invalidInput({ [`${at}.${stamped.code}.value`]: ['wrong-form'] });
    }
    const record: StoredRecord = {
      ...before,
      revision: before.revision + 1,
      modifier: referenceOf(this.#context.actor),
      updatedAt: toMinute(this.#context.world.settings.now()),
      values: this.#values(input, at, before),
    };
    this.#records.set(id, record);
    return record;
  }

  /** @throws RestError GAIA_CO02 */
  remove(id: number, revision: number | undefined): void {
    this.#current(id, revision);
    this.#records.delete(id);
  }

  /** The record whose unique field holds this value, changes of this draft included. */
  find(field: Field, value: string): StoredRecord | undefined {
    return [...this.#records.values()].find((record) => record.values[field.code] === value);
  }

  commit(): void {
    for (const id of this.#app.records.keys()) {
      if (!this.#records.has(id)) {
        this.#app.comments.delete(id);
      }
    }
    this.#app.records = this.#records;
    this.#app.nextRecordId = this.#nextId;
  }

  #current(id: number, revision: number | undefined): StoredRecord {
    const record = this.#records.get(id);
    if (!record) {
      throw new RestError(404, 'GAIA_RE01', 'record-not-found', String(id));
    }
    if (revision !== undefined && revision !== -1 && revision !== record.revision) {
      throw revisionConflict();
    }
    return record;
  }

  #values(input: RecordInput, at: string, before: StoredRecord | undefined): Record<string, StoredValue> {
    const values: Record<string, StoredValue> = { ...before?.values };
    const errors: InputErrors = {};
    for (const field of this.#app.fields) {
      if (STAMPS.has(field.type) || field.type === 'RECORD_NUMBER') {
        continue;
      }
      if (before && !(field.code in input)) {
        continue;
      }
      const raw = input[field.code]?.value ?? emptyValue(field);
      const checked = checkValue(this.#context.world, field, raw);
      if ('wrong' in checked) {
        errors[`${at}.${field.code}.value`] = [checked.wrong];
        continue;
      }
      const twin =
        field.unique && typeof checked.value === 'string' ? this.find(field, checked.value) : undefined;
      if (twin && checked.value !== '' && twin.id !== before?.id) {
        errors[`${at}.${field.code}.value`] = ['unique-violation'];
      }
      values[field.code] = checked.value;
    }
    if (Object.keys(errors).length > 0) {
      throw invalidInput(errors);
    }
    return values;
  }

  /** Creator, modifier and times are the server's: only whoever manages the app may set them, and only on add. */
  #stamps(input: RecordInput, at: string): Stamps {
    const stamps: {
      creator?: UserReference;
      modifier?: UserReference;
      createdAt?: number;
      updatedAt?: number;
    } = {};
    for (const field of this.#app.fields) {
      const given = input[field.code];
      if (!STAMPS.has(field.type) || given === undefined) {
        continue;
      }
      const { actor, world } = this.#context;
      if (!rightsIn(this.#app, actor).has('manage')) {
        throw actor.kind === 'tokens' ? new RestError(403, 'GAIA_NO01', 'token-rights') : noPrivilege();
      }
      const isPerson = field.type === 'CREATOR' || field.type === 'MODIFIER';
      const shape: Field = { ...field, type: isPerson ? 'USER_SELECT' : 'DATETIME', required: true };
      const checked = checkValue(world, shape, isPerson ? [given.value] : given.value);
      if ('wrong' in checked) {
        throw invalidInput({ [`${at}.${field.code}.value`]: [checked.wrong] });
      }
      const person = Array.isArray(checked.value) ? checked.value[0] : undefined;
      if (person) {
        stamps[field.type === 'CREATOR' ? 'creator' : 'modifier'] = person;
      } else {
        stamps[field.type === 'CREATED_TIME' ? 'createdAt' : 'updatedAt'] = Date.parse(String(checked.value));
      }
    }
    return stamps;
  }
}
