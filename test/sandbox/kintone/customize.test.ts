import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KintoneStandIn } from '../../../sandbox/kintone/server';
import { browserOf, logIn, start, withPassword } from './stand-in';

const SCRIPT = 'globalThis.ours = true;\n';
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kintone-customize-'));
  await writeFile(join(folder, 'ours.js'), SCRIPT);
  await writeFile(join(folder, 'ours.css'), 'body {}\n');
  const manifest = {
    app: '1',
    scope: 'ALL',
    desktop: { js: ['https://js.example/lib.js', 'ours.js'], css: ['ours.css'] },
    mobile: { js: [], css: [] },
  };
  await writeFile(join(folder, 'customize-manifest.json'), JSON.stringify(manifest));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a vendor's own command in the folder of the manifest; its exit code and output. */
function run(
  name: string,
  args: string[],
  env: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(process.cwd(), 'node_modules/.bin', name), args, {
      cwd: folder,
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 50_000,
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.stderr.on('data', (chunk) => (output += String(chunk)));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

function adminOf(kintone: KintoneStandIn) {
  return withPassword(kintone, 'admin', kintone.adminPassword);
}

async function scriptsOf(kintone: KintoneStandIn): Promise<string[]> {
  const page = await (await fetch(`${kintone.origin}/k/1/show`)).text();
  const data = JSON.parse(/id="page-data">(.*?)<\/script>/.exec(page)?.[1] ?? '') as {
    customization: { js: string[] };
  };
  return data.customization.js;
}

describe('the vendor’s tools', { timeout: 60_000 }, () => {
  test('customize-uploader uploads, and the page loads exactly these files in order', async () => {
    const kintone = await start();
    const { code, output } = await run('kintone-customize-uploader', ['customize-manifest.json'], {
      KINTONE_BASE_URL: kintone.origin,
      KINTONE_USERNAME: 'admin',
      KINTONE_PASSWORD: kintone.adminPassword,
    });
    expect({ code, output }).toMatchObject({ code: 0 });
    const [url, file] = await scriptsOf(kintone);
    expect(url).toBe('https://js.example/lib.js');
    const cookie = await logIn(kintone, 'sato.hanako');
    const served = await fetch(kintone.origin + String(file), { headers: { cookie } });
    expect(served.headers.get('content-type')).toBe('text/javascript');
    expect(await served.text()).toBe(SCRIPT);
    expect((await fetch(kintone.origin + String(file))).status).toBe(403);
  });

  test('cli-kintone customize apply makes the same of the same manifest', async () => {
    const kintone = await start();
    const args = [
      'customize',
      'apply',
      '--input',
      'customize-manifest.json',
      '--app',
      '1',
      '--yes',
      '--base-url',
      kintone.origin,
      '--username',
      'admin',
      '--password',
      kintone.adminPassword,
    ];
    expect(await run('cli-kintone', args, {})).toMatchObject({ code: 0 });
    expect(await scriptsOf(kintone)).toHaveLength(2);
  });
});

describe('customization over REST', () => {
  test('what others put there is listed with its keys, can be fetched, and can be kept', async () => {
    const kintone = await start();
    kintone.addForeignFile('1', 'others.js', 'theirs();', 'published');
    const admin = adminOf(kintone);
    const { body } = await admin('GET', 'app/customize.json', { app: 1 });
    const { desktop } = body as { desktop: { js: Array<{ type: string; file: Record<string, string> }> } };
    expect(desktop.js).toMatchObject([
      { type: 'FILE', file: { name: 'others.js', contentType: 'text/javascript', size: '9' } },
    ]);
    const fileKey = desktop.js[0]?.file.fileKey ?? '';
    const authorization = Buffer.from(`admin:${kintone.adminPassword}`).toString('base64');
    const file = await fetch(`${kintone.origin}/k/v1/file.json?fileKey=${fileKey}`, {
      headers: { 'x-cybozu-authorization': authorization },
    });
    expect(await file.text()).toBe('theirs();');

    const js = [{ type: 'FILE', file: { fileKey } }];
    await admin('PUT', 'preview/app/customize.json', { app: 1, desktop: { js, css: [] } });
    expect(await scriptsOf(kintone)).toHaveLength(1);
    expect(
      await admin('PUT', 'preview/app/customize.json', {
        app: 1,
        desktop: { js: [{ type: 'FILE', file: { fileKey: 'nothing' } }] },
      }),
    ).toMatchObject({ status: 404, body: { code: 'GAIA_BL01' } });
  });

  test('unpublished changes show as a difference of preview and live', async () => {
    const kintone = await start();
    kintone.addForeignFile('1', 'draft.js', 'draft();', 'unpublished');
    const admin = adminOf(kintone);
    const live = (await admin('GET', 'app/customize.json', { app: 1 })).body;
    const preview = (await admin('GET', 'preview/app/customize.json', { app: 1 })).body;
    expect(Number(preview.revision)).toBeGreaterThan(Number(live.revision));
    expect(preview.desktop).not.toEqual(live.desktop);
    await admin('POST', 'preview/app/deploy.json', { apps: [{ app: 1 }], revert: true });
    const reverted = (await admin('GET', 'preview/app/customize.json', { app: 1 })).body;
    expect(reverted).toEqual(live);
  });

  test('a deployment takes its time, and a failed one leaves what was in use', async () => {
    let now = 1_000_000;
    const kintone = await start({ now: () => now });
    const admin = adminOf(kintone);
    const deploy = () => admin('POST', 'preview/app/deploy.json', { apps: [{ app: 1 }] });
    const status = async () => (await admin('GET', 'preview/app/deploy.json', { apps: [1] })).body.apps;
    kintone.addForeignFile('1', 'draft.js', 'draft();', 'unpublished');

    kintone.world.deploy = { durationMs: 5000, outcome: 'FAIL' };
    await deploy();
    expect(await status()).toEqual([{ app: '1', status: 'PROCESSING' }]);
    now += 5000;
    expect(await status()).toEqual([{ app: '1', status: 'FAIL' }]);
    expect(await scriptsOf(kintone)).toHaveLength(0);

    kintone.world.deploy = { durationMs: 5000, outcome: 'SUCCESS' };
    await deploy();
    expect(await scriptsOf(kintone)).toHaveLength(0);
    now += 5000;
    expect(await scriptsOf(kintone)).toHaveLength(1);
    expect(await status()).toEqual([{ app: '1', status: 'SUCCESS' }]);

    kintone.world.deploy = { durationMs: 0, outcome: 'never-ends' };
    await deploy();
    now += 1e9;
    expect(await status()).toEqual([{ app: '1', status: 'PROCESSING' }]);
  });

  test('whoever does not manage the app sees and changes nothing of it', async () => {
    const kintone = await start();
    const sato = await browserOf(kintone, 'sato.hanako');
    for (const [method, path, parameters] of [
      ['GET', 'app/customize.json', { app: 1 }],
      ['GET', 'preview/app/customize.json', { app: 1 }],
      ['PUT', 'preview/app/customize.json', { app: 1, scope: 'NONE' }],
      ['POST', 'preview/app/deploy.json', { apps: [{ app: 1 }] }],
    ] as const) {
      expect(await sato(method, path, parameters)).toMatchObject({ status: 403, body: { code: 'CB_NO02' } });
    }
  });

  test('a stale revision is refused', async () => {
    const kintone = await start();
    const change = { app: 1, scope: 'ADMIN', revision: 1 };
    expect(await adminOf(kintone)('PUT', 'preview/app/customize.json', change)).toMatchObject({
      status: 409,
      body: { code: 'GAIA_CO02' },
    });
  });

  test('the form tells its fields and where the space stands', async () => {
    const kintone = await start();
    const sato = await browserOf(kintone, 'sato.hanako');
    const fields = (await sato('GET', 'app/form/fields.json', { app: 2 })).body.properties;
    expect(fields).toMatchObject({ call_id: { type: 'SINGLE_LINE_TEXT', unique: true, label: '通話ID' } });
    const layout = async () => JSON.stringify((await sato('GET', 'app/form/layout.json', { app: 1 })).body);
    expect(await layout()).toContain('"elementId":"connectButtonSpace"');
    kintone.setVariant({ spaceElement: 'absent' });
    expect(await layout()).not.toContain('SPACER');
  });
});
