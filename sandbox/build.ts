import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { collectOutput } from './child-output';

const SOURCES = [
  'contracts',
  'dial-plan',
  'kintone',
  'twilio-functions',
  'webpack.config.js',
  'package-lock.json',
  'tsconfig.json',
  // Its ALLOWED_COUNTRIES are in the client's bundle.
  '.env',
];
const RESULTS = ['dist/kintone/client.js', 'dist/twilio-functions/package.json'];
const BUILD_LIMIT_MS = 180_000;

async function newest(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (!found) {
    return 0;
  }
  if (!found.isDirectory()) {
    return found.mtimeMs;
  }
  const entries = await readdir(path);
  return Math.max(found.mtimeMs, ...(await Promise.all(entries.map((entry) => newest(join(path, entry))))));
}

/** Whether a source in the folder `root` is newer than what was built of it there, or nothing was. */
export async function isStale(root: string): Promise<boolean> {
  const timesOf = (paths: string[]) => Promise.all(paths.map((path) => newest(join(root, path))));
  const [sources, results] = await Promise.all([timesOf(SOURCES), timesOf(RESULTS)]);
  return Math.max(...sources) > Math.min(...results);
}

/**
 * Builds both bundles into dist/ as `npm run build` does, unless they are newer than every source.
 * Rejects with webpack's last lines.
 */
export async function buildIfStale(): Promise<'built' | 'fresh'> {
  if (!(await isStale(process.cwd()))) {
    return 'fresh';
  }
  const child = spawn(process.execPath, ['node_modules/webpack-cli/bin/cli.js', '--mode', 'production'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: BUILD_LIMIT_MS,
  });
  const output = collectOutput(child);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) {
    throw new Error(`the build failed (code ${code}):\n${output.lastLines(40)}`);
  }
  return 'built';
}
