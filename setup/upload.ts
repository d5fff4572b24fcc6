import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { settingsScript } from '../contracts/settings-script';
import { AdminError } from './console/admin-error';
import { readOptions } from './console/options';
import { runCommand } from './console/run-command';
import type { Terminal } from './console/terminal';
import { inEveryPlace, type Items, listOf, type Scope } from './kintone/customization';
import { isOurFile, uploadApp } from './kintone/upload-app';
import { type Environment, readEnvironment } from './settings/environment';
import { readPhoneSettings } from './settings/phone-settings';

const OPTIONS = {
  help: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  yes: { type: 'boolean' },
  app: { type: 'string' },
  scope: { type: 'string' },
  'include-unpublished': { type: 'boolean' },
  limit: { type: 'string' },
} as const;
const DEFAULT_LIMIT_S = 120;
const MANIFEST = 'customize-manifest.json';
const SETTINGS = 'settings.js';
const CONFIG = 'kintone-phone.config.json';

const manifestSchema = z.object({
  desktop: z.object({ js: z.array(z.string()), css: z.array(z.string()) }),
  mobile: z.object({ js: z.array(z.string()), css: z.array(z.string()) }),
});

/** `npm run upload`: puts the built phone into every customer app of the settings, one after the other. */
export async function upload(
  root: string,
  args: string[],
  environment: Environment,
  terminal: Terminal,
): Promise<void> {
  const given = readOptions(args, OPTIONS);
  if (given.help) {
    terminal.say('upload-help');
    return;
  }
  const options = {
    dryRun: given['dry-run'] ?? false,
    yes: given.yes ?? false,
    scope: readScope(given.scope),
    includeUnpublished: given['include-unpublished'] ?? false,
    limitS: readLimit(given.limit),
  };

  const read = readPhoneSettings(await readConfig(root), environment);
  const faults = read.ok ? [] : read.faults;
  for (const name of ['KINTONE_USERNAME', 'KINTONE_PASSWORD'])
    if (!environment[name]) faults.push(`${name} is missing`);
  if (!read.ok || faults.length > 0)
    throw new AdminError('settings-incomplete', {
      file: `.env, ${CONFIG}`,
      faults: faults.map((fault) => `  - ${fault}`).join('\n'),
    });
  const phones = read.phones.filter(({ app }) => !given.app || app === given.app);
  if (phones.length === 0) throw new AdminError('unknown-option', { detail: `--app ${given.app}` });

  const login = {
    origin: read.origin,
    username: environment.KINTONE_USERNAME ?? '',
    password: environment.KINTONE_PASSWORD ?? '',
    basicAuth: environment.KINTONE_BASIC_AUTH,
  };
  for (const { app, settings } of phones) {
    const ours = await readOurFiles(root, settingsScript(settings));
    await uploadApp({ app, ours, login, options, terminal, folder: join(root, 'dist/upload', app) });
  }
}

function readScope(scope: string | undefined): Scope | undefined {
  if (scope === undefined || scope === 'ALL' || scope === 'ADMIN' || scope === 'NONE') return scope;
  throw new AdminError('unknown-option', { detail: `--scope ${scope}` });
}

function readLimit(limit: string | undefined): number {
  if (limit === undefined) return DEFAULT_LIMIT_S;
  if (/^[1-9]\d{0,3}$/.test(limit)) return Number(limit);
  throw new AdminError('unknown-option', { detail: `--limit ${limit}` });
}

async function readConfig(root: string): Promise<unknown> {
  const text = await readFile(join(root, CONFIG), 'utf8').catch(() => {
    throw new AdminError('no-config-file');
  });
  try {
    return JSON.parse(text);
  } catch {
    throw new AdminError('config-file-unreadable');
  }
}

/** The files that the repository's manifest lists: as built, but `settings` of one app for the built one's. */
async function readOurFiles(root: string, settings: string): Promise<Items> {
  const manifest = manifestSchema.parse(JSON.parse(await readFile(join(root, MANIFEST), 'utf8')));
  return inEveryPlace((place) =>
    Promise.all(
      listOf(manifest, place).map(async (path) => {
        const name = basename(path);
        const content =
          name === SETTINGS ? Buffer.from(settings) : await readFile(join(root, path)).catch(notBuilt(path));
        if (!isOurFile(name, content)) throw new AdminError('not-built', { path });
        return { kind: 'file' as const, name, content, ours: true };
      }),
    ),
  );
}

function notBuilt(path: string): () => never {
  return () => {
    throw new AdminError('not-built', { path });
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = process.cwd();
  await runCommand(async (terminal) =>
    upload(root, process.argv.slice(2), await readEnvironment(root, process.env), terminal),
  );
}
