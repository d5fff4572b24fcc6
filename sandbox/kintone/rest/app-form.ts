import { z } from 'zod';
import type { App, LayoutItem } from '../state/app';
import type { Field } from '../state/field';
import type { Variants } from '../state/variants';
import { appFor } from './context';
import type { RestContext } from './context';
import { appId, check } from './parameters';

/** An app id, under the name each API uses for it. */
const byApp = z.object({ app: appId });

/** GET /k/v1/app.json */
export function getApp(context: RestContext): unknown {
  const { id } = check(z.object({ id: appId }), context.parameters);
  const app = appFor(context, id, 'view');
  const admin = { code: 'admin', name: '管理 太郎' };
  return {
    appId: app.id,
    code: app.code,
    name: app.name,
    description: '',
    spaceId: null,
    threadId: null,
    createdAt: '2026-04-01T00:00:00.000Z',
    creator: admin,
    modifiedAt: '2026-04-01T00:00:00.000Z',
    modifier: admin,
  };
}

/** GET /k/v1/app/status.json: no process management in any app. */
export function getStatus(context: RestContext): unknown {
  const app = appFor(context, check(byApp, context.parameters).app, 'view');
  return { enable: false, states: null, actions: null, revision: String(app.live.revision) };
}

function propertyOf(field: Field): Record<string, unknown> {
  return {
    type: field.type,
    code: field.code,
    label: field.label,
    noLabel: false,
    required: field.required ?? false,
    unique: field.unique ?? false,
    ...(field.protocol ? { protocol: field.protocol } : {}),
    ...(field.unit ? { unit: field.unit, unitPosition: 'AFTER' } : {}),
    ...(field.options
      ? {
          options: Object.fromEntries(
            field.options.map((label, index) => [label, { label, index: String(index) }]),
          ),
        }
      : {}),
  };
}

/** GET /k/v1/app/form/fields.json, preview alike */
export function getFields(context: RestContext): unknown {
  const app = appFor(context, check(byApp, context.parameters).app, 'view');
  return {
    properties: Object.fromEntries(app.fields.map((field) => [field.code, propertyOf(field)])),
    revision: String(app.live.revision),
  };
}

/** The form's rows as they are now: without spaces where the variant says there is none. */
export function layoutOf(app: App, variants: Variants): LayoutItem[][] {
  return app.layout.map((row) =>
    row.filter((item) => !('space' in item) || variants.spaceElement !== 'absent'),
  );
}

/** GET /k/v1/app/form/layout.json, preview alike */
export function getLayout(context: RestContext): unknown {
  const app = appFor(context, check(byApp, context.parameters).app, 'view');
  const layout = layoutOf(app, context.world.variants).map((row) => ({
    type: 'ROW',
    fields: row.map((item) => {
      const size = {
        width: String(item.width),
        ...(item.height === undefined ? {} : { height: String(item.height) }),
      };
      return 'space' in item
        ? { type: 'SPACER', elementId: item.space, size }
        : { type: app.fields.find((field) => field.code === item.field)?.type, code: item.field, size };
    }),
  }));
  return { layout, revision: String(app.live.revision) };
}
