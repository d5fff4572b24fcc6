import { z } from 'zod';
import type { App } from '../state/app';
import { fieldOf } from '../state/app';
import { mayWith } from '../state/permission';
import { recordJson } from '../state/record';
import type { StoredRecord } from '../state/record';
import { appFor, recordFor } from './context';
import type { RestContext } from './context';
import { appId, check, integer } from './parameters';
import { RecordDraft, recordInput } from './record-draft';
import { RestError, invalidInput, noPrivilege } from './rest-error';

/** A unique field and the value that names one record by it. */
export const updateKey = z.object({
  field: z.string(),
  value: z.union([z.string(), z.number()]).transform(String),
});

/** One record's change, by id or by key. */
export const change = z.object({
  id: integer.optional(),
  updateKey: updateKey.optional(),
  revision: integer.optional(),
  record: recordInput.default({}),
});

/** The record a key names. @throws RestError CB_VA01 for a field that is not unique */
export function findByKey(
  app: App,
  draft: RecordDraft,
  key: z.output<typeof updateKey>,
  at: string,
): StoredRecord | undefined {
  const field = fieldOf(app, key.field);
  if (!field?.unique) {
    throw invalidInput({ [`${at}.field`]: ['not-a-key'] });
  }
  return draft.find(field, key.value);
}

/** Applies one change to the draft. @throws RestError GAIA_RE01, GAIA_RE20, GAIA_CO02, CB_NO02, CB_VA01 */
export function applyChange(
  context: RestContext,
  app: App,
  draft: RecordDraft,
  input: z.output<typeof change>,
  at: string,
): StoredRecord {
  const prefix = at && `${at}.`;
  let { id } = input;
  if (id === undefined && input.updateKey) {
    const found = findByKey(app, draft, input.updateKey, `${prefix}updateKey`);
    if (!found) {
      throw new RestError(404, 'GAIA_RE20', 'key-not-found');
    }
    id = found.id;
  }
  if (id === undefined) {
    throw invalidInput({ [`${prefix}id`]: ['required'] });
  }
  recordFor(context, app, id, 'edit');
  return draft.update(id, input.record, input.revision, at ? at : 'record');
}

/** GET /k/v1/record.json */
export function getRecord(context: RestContext): unknown {
  const { app: wanted, id } = check(z.object({ app: appId, id: integer }), context.parameters);
  const app = appFor(context, wanted, 'view');
  return { record: recordJson(app, recordFor(context, app, id, 'view')) };
}

/** POST /k/v1/record.json */
export function addRecord(context: RestContext): unknown {
  const schema = z.object({ app: appId, record: recordInput.default({}) });
  const { app: wanted, record: input } = check(schema, context.parameters);
  const app = appFor(context, wanted, 'add');
  const draft = new RecordDraft(context, app);
  const record = draft.add(input, 'record');
  draft.commit();
  return { id: String(record.id), revision: String(record.revision) };
}

/** PUT /k/v1/record.json */
export function updateRecord(context: RestContext): unknown {
  const input = check(change.extend({ app: appId }), context.parameters);
  const app = appFor(context, input.app, 'edit');
  const draft = new RecordDraft(context, app);
  const record = applyChange(context, app, draft, input, '');
  draft.commit();
  return { revision: String(record.revision) };
}

/** DELETE /k/v1/records.json: `ids`, and `revisions` in the same order. */
export function deleteRecords(context: RestContext): unknown {
  const schema = z.object({
    app: appId,
    ids: z.array(integer).min(1).max(100),
    revisions: z.array(integer).max(100).optional(),
  });
  const { app: wanted, ids, revisions } = check(schema, context.parameters);
  const app = appFor(context, wanted, 'delete');
  const draft = new RecordDraft(context, app);
  ids.forEach((id, index) => {
    const record = recordFor(context, app, id, 'delete');
    if (!mayWith(app, context.actor, 'delete', record)) {
      throw noPrivilege();
    }
    draft.remove(id, revisions?.[index]);
  });
  draft.commit();
  return {};
}
