import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { AdminError } from '../console/admin-error';
import { plainEnvironment, runChild } from '../run-child';
import { inEveryPlace, type Item } from './customization';
import type { KintoneLogin } from './kintone-admin';
import type { CustomizationPlan } from './plan-customization';

const UPLOADER = createRequire(import.meta.url).resolve('@kintone/customize-uploader/bin/cli.js');
/** Some of the uploader's failures end with exit code 0; only this line says that the files are live. */
const FINISHED = 'Setting has been deployed!';

/**
 * Writes a manifest and all files it names into `folder`. Both upload tools read it there: customize-uploader takes
 * paths from the working directory, cli-kintone from the manifest's folder. Returns the manifest's path.
 */
export async function writeManifest(app: string, plan: CustomizationPlan, folder: string): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const lists = await inEveryPlace(async (place) => {
    const keep = async (item: Item, index: number): Promise<string> => {
      if (item.kind === 'url') return item.name;
      // The name is what kintone shows; a folder of its own keeps two files of one name apart.
      if (item.name !== basename(item.name) || /^\.*$|[\\:]/.test(item.name))
        throw new AdminError('odd-file-name', { app, name: item.name });
      const path = `${place}/${index}/${item.name}`;
      await mkdir(join(folder, place, String(index)), { recursive: true });
      await writeFile(join(folder, path), item.content);
      return path;
    };
    return Promise.all(plan.items[place].map(keep));
  });
  const manifest = {
    app,
    scope: plan.scope,
    desktop: { js: lists['desktop.js'], css: lists['desktop.css'] },
    mobile: { js: lists['mobile.js'], css: lists['mobile.css'] },
  };
  const path = join(folder, 'customize-manifest.json');
  await writeFile(path, `${JSON.stringify(manifest, null, 2)}\n`);
  return path;
}

/** Applies a manifest with customize-uploader, which by itself waits for ever on a failed update of the app. */
export async function applyManifest(
  manifest: string,
  app: string,
  login: KintoneLogin,
  limitS: number,
): Promise<void> {
  const [basicUser = '', ...basicPassword] = login.basicAuth?.split(':') ?? [];
  const { password, basicAuth = '' } = login;
  const result = await runChild({
    file: UPLOADER,
    args: ['--lang', 'en', basename(manifest)],
    cwd: dirname(manifest),
    env: {
      ...plainEnvironment(),
      KINTONE_BASE_URL: login.origin,
      KINTONE_USERNAME: login.username,
      KINTONE_PASSWORD: password,
      KINTONE_BASIC_AUTH_USERNAME: basicUser,
      KINTONE_BASIC_AUTH_PASSWORD: basicPassword.join(':'),
    },
    limitMs: limitS * 1000,
    doneAt: FINISHED,
    secrets: [
      password,
      basicPassword.join(':'),
      basicAuth,
      Buffer.from(`${login.username}:${password}`).toString('base64'),
    ],
  });
  const lines = result.lastLines;
  if (result.timedOut) throw new AdminError('upload-timed-out', { app, seconds: limitS, lines });
  if (!result.succeeded) throw new AdminError('upload-failed', { app, lines });
}
