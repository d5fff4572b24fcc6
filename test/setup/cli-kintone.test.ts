import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KintoneStandIn, startKintone } from '../../sandbox/kintone/server';
import { upload } from '../../setup/upload';
import {
  ADMIN_PASSWORD,
  adminEnvironment,
  BUILT_SETTINGS,
  CLIENT,
  customizationOf,
  makeBuiltFolder,
  preparedSettings,
} from './built-folder';
import { recordingTerminal } from './terminal';

let kintone: KintoneStandIn;
let root: string;

beforeAll(async () => {
  kintone = await startKintone({ port: 0, adminPassword: ADMIN_PASSWORD });
  root = await makeBuiltFolder();
});
afterAll(async () => {
  await kintone.stop();
  await rm(root, { recursive: true });
});

describe('cli-kintone', () => {
  const cli = join(dirname(createRequire(import.meta.url).resolve('@kintone/cli/package.json')), 'cli.js');

  async function apply(manifest: string): Promise<string> {
    const child = spawn(
      process.execPath,
      [cli, 'customize', 'apply', '--input', manifest, '--app', '1', '--yes'],
      {
        cwd: tmpdir(),
        env: {
          PATH: process.env.PATH,
          KINTONE_BASE_URL: kintone.origin,
          KINTONE_USERNAME: 'admin',
          KINTONE_PASSWORD: ADMIN_PASSWORD,
        },
        timeout: 15_000,
      },
    );
    const output: string[] = [];
    child.stdout.on('data', (text) => output.push(String(text)));
    child.stderr.on('data', (text) => output.push(String(text)));
    const code = await new Promise((done) => child.once('close', done));
    return `${code} ${output.join('')}`;
  }

  it("takes the repository's own manifest, and the one that upload writes", async () => {
    expect(await apply(join(root, 'customize-manifest.json'))).toMatch(/^0 .*deployed/s);
    expect(customizationOf(kintone, '1')[0]).toEqual([
      `settings.js: ${BUILT_SETTINGS}`,
      `client.js: ${CLIENT}`,
    ]);

    kintone.reset();
    kintone.addForeignFile('1', 'other.js', 'theirs', 'published');
    await upload(root, ['--dry-run'], adminEnvironment(kintone), recordingTerminal(null).terminal);
    expect(await apply(join(root, 'dist/upload/1/customize-manifest.json'))).toMatch(/^0 .*deployed/s);
    const settings = await preparedSettings(root, '1');
    expect(customizationOf(kintone, '1')[0]).toEqual([
      'other.js: theirs',
      `settings.js: ${settings}`,
      `client.js: ${CLIENT}`,
    ]);
  });
});
