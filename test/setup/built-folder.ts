import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { KintoneStandIn } from '../../sandbox/kintone/server';
import type { Environment } from '../../setup/settings/environment';

const PROJECT = resolve(import.meta.dirname, '../..');
export const ADMIN_PASSWORD = 'pass-wörd:7c1f';
export const CLIENT = 'globalThis.kintonePhoneSettings; // built';
export const BUILT_SETTINGS = 'globalThis.kintonePhoneSettings = {}; // for the sandbox';

/** A folder as `npm run build` leaves it, with the settings of one app; its path. */
export async function makeBuiltFolder(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'upload-'));
  await mkdir(join(root, 'dist/kintone'), { recursive: true });
  await writeFile(join(root, 'dist/kintone/client.js'), CLIENT);
  await writeFile(join(root, 'dist/kintone/settings.js'), BUILT_SETTINGS);
  for (const [from, to] of [
    ['customize-manifest.json', 'customize-manifest.json'],
    ['kintone-phone.config.example.json', 'kintone-phone.config.json'],
  ] as const)
    await writeFile(join(root, to), await readFile(join(PROJECT, from)));
  return root;
}

/** What an admin of this kintone writes into `.env`. */
export function adminEnvironment(kintone: KintoneStandIn): Environment {
  return {
    KINTONE_APP_URI: kintone.origin,
    FUNCTIONS_URL: 'http://localhost:3000',
    SIGN_IN_APP_ID: '3',
    FROM_NUMBER: '+815012345678',
    KINTONE_USERNAME: 'admin',
    KINTONE_PASSWORD: ADMIN_PASSWORD,
  };
}

/** What an app runs, list by list: URLs, or names and contents. */
export function customizationOf(kintone: KintoneStandIn, app: string): string[][] {
  const customization = kintone.world.apps.get(app)?.live.customization;
  if (!customization) throw new Error(`no app ${app}`);
  const { desktop, mobile } = customization;
  return [desktop.js, desktop.css, mobile.js, mobile.css].map((list) =>
    list.map((entry) => {
      if (entry.type === 'URL') return entry.url;
      const file = kintone.world.files.get(entry.fileKey);
      return `${file?.name}: ${file?.content.toString()}`;
    }),
  );
}

/** The settings beside the manifest that `npm run upload` has prepared for an app. */
export async function preparedSettings(root: string, app: string): Promise<string> {
  const folder = join(root, 'dist/upload', app);
  const manifest = JSON.parse(await readFile(join(folder, 'customize-manifest.json'), 'utf8')) as {
    desktop: { js: string[] };
  };
  const [file, ...more] = manifest.desktop.js.filter((path) => path.endsWith('/settings.js'));
  if (!file || more.length > 0) throw new Error(`not one settings.js for app ${app}`);
  return readFile(join(folder, file), 'utf8');
}
