import { z } from 'zod';
import type { AppSettings } from '../state/app';
import type { Customization, CustomizationEntry, CustomizationFiles } from '../state/customization';
import type { World } from '../state/world';
import { appFor } from './context';
import type { RestContext } from './context';
import { appId, check, integer } from './parameters';
import { RestError, invalidInput, revisionConflict } from './rest-error';

const entry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('URL'), url: z.string().max(1024) }),
  z.object({ type: z.literal('FILE'), file: z.object({ fileKey: z.string() }) }),
]);
type EntryInput = z.output<typeof entry>;

const files = z.object({ js: z.array(entry).max(30).optional(), css: z.array(entry).max(30).optional() });

const update = z.object({
  app: appId,
  scope: z.enum(['ALL', 'ADMIN', 'NONE']).optional(),
  desktop: files.optional(),
  mobile: files.optional(),
  revision: integer.optional(),
});

function entryJson(world: World, one: CustomizationEntry): unknown {
  if (one.type === 'URL') {
    return one;
  }
  const file = world.files.get(one.fileKey);
  return {
    type: 'FILE',
    file: {
      fileKey: one.fileKey,
      name: file?.name,
      contentType: file?.contentType,
      size: String(file?.content.length ?? 0),
    },
  };
}

function customizeJson(world: World, { customization, revision }: AppSettings): unknown {
  const list = ({ js, css }: CustomizationFiles) => ({
    js: js.map((one) => entryJson(world, one)),
    css: css.map((one) => entryJson(world, one)),
  });
  return {
    scope: customization.scope,
    desktop: list(customization.desktop),
    mobile: list(customization.mobile),
    revision: String(revision),
  };
}

/** GET /k/v1/app/customize.json: what is in use. */
export function getLiveCustomization(context: RestContext): unknown {
  const app = appFor(context, check(z.object({ app: appId }), context.parameters).app, 'manage');
  return customizeJson(context.world, app.live);
}

/** GET /k/v1/preview/app/customize.json: what would be in use after アプリを更新. */
export function getPreviewCustomization(context: RestContext): unknown {
  const app = appFor(context, check(z.object({ app: appId }), context.parameters).app, 'manage');
  return customizeJson(context.world, app.preview);
}

function accept(world: World, inputs: EntryInput[], at: string): CustomizationEntry[] {
  return inputs.map((input, index) => {
    if (input.type === 'URL') {
      if (!/^(https:\/\/|http:\/\/localhost[:/])/.test(input.url)) {
        throw invalidInput({ [`${at}[${index}].url`]: ['not-a-link'] });
      }
      return input;
    }
    if (!world.files.has(input.file.fileKey)) {
      throw new RestError(404, 'GAIA_BL01', 'file-not-found', input.file.fileKey);
    }
    return { type: 'FILE', fileKey: input.file.fileKey };
  });
}

/** PUT /k/v1/preview/app/customize.json: lists that are given replace the old ones whole. */
export function updatePreviewCustomization(context: RestContext): unknown {
  const input = check(update, context.parameters);
  const app = appFor(context, input.app, 'manage');
  const { preview } = app;
  if (input.revision !== undefined && input.revision !== -1 && input.revision !== preview.revision) {
    throw revisionConflict();
  }
  const next: Customization = structuredClone(preview.customization);
  next.scope = input.scope ?? next.scope;
  for (const device of ['desktop', 'mobile'] as const) {
    for (const kind of ['js', 'css'] as const) {
      const given = input[device]?.[kind];
      if (given) {
        next[device][kind] = accept(context.world, given, `${device}.${kind}`);
      }
    }
  }
  app.preview = { revision: preview.revision + 1, customization: next };
  return { revision: String(app.preview.revision) };
}
