import { z } from 'zod';
import { mayWith } from '../state/permission';
import { recordJson } from '../state/record';
import { appFor } from './context';
import type { RestContext } from './context';
import { appId, check, integer } from './parameters';
import { parseQuery } from './query/parse';
import { runQuery } from './query/run';
import { applyChange, change, findByKey } from './record';
import { RecordDraft, recordInput } from './record-draft';
import { invalidInput } from './rest-error';

const MOST_WRITTEN = 100;

/** GET /k/v1/records.json: only records the actor may view, 100 of them unless `limit` says otherwise. */
export function getRecords(context: RestContext): unknown {
  const schema = z.object({
    app: appId,
    fields: z.array(z.string()).max(1000).default([]),
    query: z.string().max(20_000).default(''),
    totalCount: z.union([z.boolean(), z.enum(['true', 'false'])]).default(false),
  });
  const input = check(schema, context.parameters);
  const app = appFor(context, input.app, 'view');
  const visible = [...app.records.values()].filter((record) => mayWith(app, context.actor, 'view', record));
  const { records, total } = runQuery(context, app, visible, parseQuery(input.query));
  return {
    records: records.map((record) => recordJson(app, record, input.fields)),
    totalCount: String(input.totalCount) === 'true' ? String(total) : null,
  };
}

/** POST /k/v1/records.json */
export function addRecords(context: RestContext): unknown {
  const schema = z.object({ app: appId, records: z.array(recordInput).min(1).max(MOST_WRITTEN) });
  const input = check(schema, context.parameters);
  const app = appFor(context, input.app, 'add');
  const draft = new RecordDraft(context, app);
  const added = input.records.map((record, index) => draft.add(record, `records[${index}]`));
  draft.commit();
  return {
    ids: added.map((record) => String(record.id)),
    revisions: added.map((record) => String(record.revision)),
  };
}

/** PUT /k/v1/records.json, with `upsert: true` also adding what its key does not find. */
export function updateRecords(context: RestContext): unknown {
  const schema = z.object({
    app: appId,
    upsert: z.boolean().default(false),
    records: z.array(change).min(1).max(MOST_WRITTEN),
  });
  const input = check(schema, context.parameters);
  const app = input.upsert ? appFor(context, input.app, 'add', 'edit') : appFor(context, input.app, 'edit');
  const draft = new RecordDraft(context, app);
  const results = input.records.map((one, index) => {
    const at = `records[${index}]`;
    const found = input.upsert && one.updateKey && findByKey(app, draft, one.updateKey, `${at}.updateKey`);
    if (!input.upsert || one.id !== undefined || found) {
      const record = applyChange(context, app, draft, one, at);
      return { id: String(record.id), revision: String(record.revision), operation: 'UPDATE' };
    }
    if (!one.updateKey) {
      throw invalidInput({ [`${at}.updateKey`]: ['required'] });
    }
    const { field, value } = one.updateKey;
    const record = draft.add({ ...one.record, [field]: { value } }, at);
    return { id: String(record.id), revision: String(record.revision), operation: 'INSERT' };
  });
  draft.commit();
  return { records: input.upsert ? results : results.map(({ id, revision }) => ({ id, revision })) };
}

/** The ids before and after a record in a view's order; the page's arrows need them. */
export function getNeighbours(context: RestContext): unknown {
  const schema = z.object({ app: appId, id: integer, sort: z.string().default('$id asc') });
  const input = check(schema, context.parameters);
  const app = appFor(context, input.app, 'view');
  const visible = [...app.records.values()].filter((record) => mayWith(app, context.actor, 'view', record));
  const query = parseQuery(`order by ${input.sort} limit 500`);
  const ids = runQuery(context, app, visible, query).records.map((record) => record.id);
  const index = ids.indexOf(input.id);
  return { previous: ids[index - 1] ?? null, next: index === -1 ? null : (ids[index + 1] ?? null) };
}
