import { AdminError } from '../console/admin-error';
import type { Terminal } from '../console/terminal';
import { applyManifest, writeManifest } from './apply-customization';
import {
  inEveryPlace,
  type Item,
  type Items,
  type KintoneEntry,
  listOf,
  PLACES,
  type Scope,
} from './customization';
import { createKintoneAdmin, type KintoneAdmin, type KintoneLogin } from './kintone-admin';
import { type AppState, type Change, planCustomization, sameState } from './plan-customization';

interface UploadOptions {
  dryRun: boolean;
  yes: boolean;
  /** Undefined leaves it as it is. */
  scope: Scope | undefined;
  includeUnpublished: boolean;
  /** Longest wait for the update of one app, s. */
  limitS: number;
}

export interface AppUpload {
  app: string;
  ours: Items;
  login: KintoneLogin;
  options: UploadOptions;
  terminal: Terminal;
  /** Where the manifest and its files are written. */
  folder: string;
}

const FILES_IN_A_PLACE = 30;
/** Both our files speak of it, whatever they are called and however they are minified. */
const MARK = 'kintonePhoneSettings';

/** Whether a file in an app's customization is one of ours; others may be called client.js as well. */
export function isOurFile(name: string, content: Buffer): boolean {
  return /^(?:client|settings)\.js$/.test(name) && content.includes(MARK);
}

/** Brings one app to the built state: shows what will change, asks, applies it and sees that it is live. */
export async function uploadApp({ app, ours, login, options, terminal, folder }: AppUpload): Promise<void> {
  const kintone = createKintoneAdmin(login);
  const { live, preview, samePublished } = await readApp(kintone, app);
  if (!sameState(live, preview, 'others')) throw new AdminError('unpublished-customization', { app });
  if (!samePublished && !options.includeUnpublished) throw new AdminError('unpublished-settings', { app });

  const plan = planCustomization(live, ours, options.scope ?? live.scope);
  const full = PLACES.find((place) => plan.items[place].length > FILES_IN_A_PLACE);
  if (full) throw new AdminError('too-many-files', { app, place: full });

  terminal.say('app-changes', { app, origin: login.origin, scope: plan.scope });
  for (const change of plan.changes) sayChange(terminal, change);
  if (plan.scope !== live.scope) terminal.say('change-scope', { before: live.scope, scope: plan.scope });
  if (plan.scope === 'NONE') terminal.say('scope-none');
  if (sameState(live, plan) && sameState(preview, plan)) {
    terminal.say('up-to-date');
    return;
  }

  const manifest = await writeManifest(app, plan, folder);
  const wanted = !options.dryRun && (await isWanted(terminal, options));
  if (!wanted) {
    terminal.say(options.dryRun ? 'dry-run' : 'not-applied');
    return;
  }

  terminal.say('uploading', { seconds: options.limitS });
  await applyManifest(manifest, app, login, options.limitS);
  if (!sameState((await readApp(kintone, app)).live, plan)) throw new AdminError('not-live', { app });
  terminal.say('uploaded', { origin: login.origin, app });
}

async function isWanted(terminal: Terminal, { yes }: UploadOptions): Promise<boolean> {
  if (yes) return true;
  const answer = await terminal.confirm('ask-upload');
  if (answer === null) throw new AdminError('needs-answer');
  return answer;
}

async function readApp(kintone: KintoneAdmin, app: string) {
  const downloads = new Map<string, Promise<Buffer>>();
  const read = async (entry: KintoneEntry): Promise<Item> => {
    if (entry.type === 'URL') return { kind: 'url', name: entry.url };
    const { fileKey, name } = entry.file;
    const download = downloads.get(fileKey) ?? kintone.downloadFile(app, fileKey);
    downloads.set(fileKey, download);
    const content = await download;
    return { kind: 'file', name, content, ours: isOurFile(name, content) };
  };

  const [live, preview] = await Promise.all([
    kintone.getCustomization(app, 'live'),
    kintone.getCustomization(app, 'preview'),
  ]);
  const state = async (given: typeof live): Promise<AppState> => ({
    scope: given.scope,
    items: await inEveryPlace((place) => Promise.all(listOf(given, place).map(read))),
  });
  return {
    live: await state(live),
    preview: await state(preview),
    samePublished: live.revision === preview.revision,
  };
}

function sayChange(terminal: Terminal, { kind, place, name, before, size }: Change): void {
  const readable = (bytes = 0) => (bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`);
  terminal.say(`change-${kind}`, { place, name, before: readable(before), size: readable(size) });
}
