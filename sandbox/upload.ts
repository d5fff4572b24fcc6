import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsScript } from '../contracts/settings-script';
import { collectOutput } from './child-output';
import { sandboxSettings } from './settings';
import { APPS, type SandboxWorld } from './world';

const UPLOADER = 'node_modules/@kintone/customize-uploader/bin/cli.js';
const UPLOAD_LIMIT_MS = 30_000;

/**
 * Uploads the built client and this sandbox's settings to the kintone stand-in, with the real customize-uploader.
 * Rejects with the uploader's last lines when it fails or takes over 30 s (by itself it waits for ever).
 */
export async function uploadClient(
  world: SandboxWorld,
  clientFile = 'dist/kintone/client.js',
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kintone-phone-upload-'));
  try {
    const settings = join(folder, 'settings.js');
    const client = join(folder, 'client.js');
    const manifest = join(folder, 'customize-manifest.json');
    await writeFile(settings, settingsScript(sandboxSettings(world)));
    // A copy, so that a build that is writing just now never reaches the uploader half-written between two reads.
    await copyFile(clientFile, client);
    await writeFile(
      manifest,
      JSON.stringify({
        app: APPS.customers,
        scope: 'ALL',
        desktop: { js: [settings, client], css: [] },
        mobile: { js: [], css: [] },
      }),
    );
    await runUploader(world, manifest);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runUploader(world: SandboxWorld, manifest: string): Promise<void> {
  const child = spawn(process.execPath, [UPLOADER, '--lang', 'en', manifest], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: UPLOAD_LIMIT_MS,
    env: {
      PATH: process.env.PATH,
      KINTONE_BASE_URL: world.origins.kintone,
      KINTONE_USERNAME: world.kintone.adminCode,
      KINTONE_PASSWORD: world.kintone.adminPassword,
    },
  });
  // Only this line says that the files are live: some failures end with code 0. And after it the uploader would wait
  // 5 s more for its idle connections.
  let isLive = false;
  const output = collectOutput(child, (line) => {
    if (line.includes('Setting has been deployed')) {
      isLive = true;
      child.kill();
    }
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (!isLive) {
    throw new Error(`customize-uploader did not finish (code ${code}):\n${output.lastLines(15)}`);
  }
}
