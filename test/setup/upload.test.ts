import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type KintoneStandIn, startKintone } from '../../sandbox/kintone/server';
import type { Environment } from '../../setup/settings/environment';
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
let environment: Environment;

beforeAll(async () => {
  kintone = await startKintone({ port: 0, adminPassword: ADMIN_PASSWORD });
});
afterAll(() => kintone.stop());

beforeEach(async () => {
  kintone.reset();
  root = await makeBuiltFolder();
  environment = adminEnvironment(kintone);
});
afterEach(() => rm(root, { recursive: true }));

function customerApp() {
  const app = kintone.world.apps.get('1');
  if (!app) throw new Error('no customer app');
  return app;
}

const running = () => customizationOf(kintone, '1');

const writes = () => Object.keys(kintone.requestCounts()).filter((request) => /^(PUT|POST)/.test(request));

async function run(args: string[], answer: boolean | null = null) {
  const { terminal, keys, text } = recordingTerminal(answer);
  const error = await upload(root, args, environment, terminal).then(
    () => null,
    (reason: { code: string; values: Record<string, string> }) => reason,
  );
  return { keys, text: text(), error };
}

describe('npm run upload', () => {
  it('puts the phone behind the files of others, and changes nothing the second time', async () => {
    kintone.addForeignFile('1', 'other.js', 'theirs("・");', 'published');
    kintone.addForeignFile('1', 'other.js', 'second file of that name', 'published');
    kintone.addForeignFile('1', '見た目.css', 'a { color: red }', 'published');
    customerApp().live.customization.mobile.js.push({ type: 'URL', url: 'https://example.com/m.js' });
    customerApp().preview.customization.mobile.js.push({ type: 'URL', url: 'https://example.com/m.js' });

    const first = await run(['--yes']);
    expect(first.error).toBeNull();
    expect(first.keys.at(-1)).toBe('uploaded');
    const settings = await preparedSettings(root, '1');
    expect(settings).toContain('"functionsUrl": "http://localhost:3000"');
    expect(running()).toEqual([
      [
        'other.js: theirs("・");',
        'other.js: second file of that name',
        `settings.js: ${settings}`,
        `client.js: ${CLIENT}`,
      ],
      ['見た目.css: a { color: red }'],
      ['https://example.com/m.js'],
      [],
    ]);

    const second = await run(['--yes']);
    expect(second.keys.at(-1)).toBe('up-to-date');

    await writeFile(join(root, 'dist/kintone/client.js'), `${CLIENT} again`);
    const third = await run(['--yes', '--scope', 'ADMIN']);
    expect(third.text).toMatch(/~ desktop\.js {2}client\.js {2}replaced \(41 B -> 47 B\)/);
    expect(running()[0]?.[3]).toBe(`client.js: ${CLIENT} again`);
    expect(customerApp().live.customization.scope).toBe('ADMIN');
  });

  it('only shows what would change with --dry-run, and when the answer is no', async () => {
    const dry = await run(['--dry-run']);
    expect(dry.keys).toEqual(['app-changes', 'change-add', 'change-add', 'dry-run']);
    const no = await run([], false);
    expect(no.keys.at(-1)).toBe('not-applied');
    expect((await run([], null)).error).toMatchObject({ code: 'needs-answer' });
    expect(writes()).toEqual([]);
    expect((await run([], true)).keys.at(-1)).toBe('uploaded');
  });

  it('writes an app’s settings beside its own manifest alone, and leaves the build as it is', async () => {
    const phoneFields = [{ code: 'TEL' }];
    const apps = [
      { app: '1', phoneFields },
      { app: '2', phoneFields, companyField: '会社名' },
    ];
    await writeFile(join(root, 'kintone-phone.config.json'), JSON.stringify({ apps }));
    expect((await run(['--dry-run'])).error).toBeNull();
    expect(await preparedSettings(root, '1')).toContain('"companyField": null');
    expect(await preparedSettings(root, '2')).toContain('"companyField": "会社名"');
    expect(await readFile(join(root, 'dist/kintone/settings.js'), 'utf8')).toBe(BUILT_SETTINGS);
  });

  it('keeps away from what somebody has not published', async () => {
    kintone.addForeignFile('1', 'draft.js', 'not ready', 'unpublished');
    expect((await run(['--yes', '--include-unpublished'])).error).toMatchObject({
      code: 'unpublished-customization',
    });

    kintone.reset();
    customerApp().preview.revision += 1;
    expect((await run(['--yes'])).error).toMatchObject({ code: 'unpublished-settings' });
    expect(writes()).toEqual([]);
    expect((await run(['--yes', '--include-unpublished'])).error).toBeNull();
    expect(running()[0]).toHaveLength(2);
  });

  it('stops waiting for an update that never ends, says where to look, and can go on later', async () => {
    kintone.world.deploy.outcome = 'never-ends';
    const stuck = await run(['--yes', '--limit', '4']);
    expect(stuck.error).toMatchObject({ code: 'upload-timed-out', values: { app: '1', seconds: 4 } });
    expect(running()[0]).toEqual([]);

    kintone.world.deploy.outcome = 'SUCCESS';
    expect((await run(['--yes'])).error).toMatchObject({ code: 'unpublished-settings' });
    expect((await run(['--yes', '--include-unpublished'])).error).toBeNull();
    expect(running()[0]).toHaveLength(2);
  });

  it('names what the log-in lacks, and never says the password', async () => {
    environment = { ...environment, KINTONE_PASSWORD: 'wrong-secret' };
    const wrong = await run(['--yes']);
    expect(wrong.error).toMatchObject({ code: 'kintone-login-refused' });
    expect(JSON.stringify(wrong)).not.toContain('wrong-secret');

    environment = { ...environment, KINTONE_USERNAME: 'sato.hanako', KINTONE_PASSWORD: 'sandbox' };
    expect((await run(['--yes'])).error).toMatchObject({ code: 'kintone-no-permission' });
  });

  it('passes Basic authentication', async () => {
    kintone.world.basicAuth = 'office:gate:1';
    expect((await run(['--yes'])).error).not.toBeNull();
    environment = { ...environment, KINTONE_BASIC_AUTH: 'office:gate:1' };
    expect((await run(['--yes'])).error).toBeNull();
  });

  it('says what is missing before anything is sent', async () => {
    environment = {};
    const bare = await run(['--yes']);
    expect(bare.error).toMatchObject({ code: 'settings-incomplete' });
    for (const name of [
      'KINTONE_APP_URI',
      'FUNCTIONS_URL',
      'SIGN_IN_APP_ID',
      'FROM_NUMBER',
      'KINTONE_USERNAME',
      'KINTONE_PASSWORD',
    ])
      expect(bare.error?.values.faults).toContain(name);

    await rm(join(root, 'kintone-phone.config.json'));
    expect((await run(['--yes'])).error).toMatchObject({ code: 'no-config-file' });
    expect(Object.keys(kintone.requestCounts())).toEqual([]);
  });

  it('refuses what was not built, apps that do not exist and options that are none', async () => {
    await writeFile(join(root, 'dist/kintone/client.js'), 'somebody else');
    expect((await run([])).error).toMatchObject({
      code: 'not-built',
      values: { path: 'dist/kintone/client.js' },
    });
    await rm(join(root, 'dist'), { recursive: true });
    expect((await run([])).error).toMatchObject({ code: 'not-built' });

    for (const args of [['--app', '9'], ['--scope', 'SOME'], ['--limit', '0'], ['--force'], ['extra']])
      expect((await run(args)).error, args.join(' ')).toMatchObject({ code: 'unknown-option' });
  });

  it('names an app that kintone does not have', async () => {
    await writeFile(
      join(root, 'kintone-phone.config.json'),
      JSON.stringify({ apps: [{ app: '999', phoneFields: [{ code: 'TEL' }] }] }),
    );
    expect((await run(['--yes'])).error).toMatchObject({
      code: 'kintone-app-not-found',
      values: { app: '999' },
    });
  });
});
