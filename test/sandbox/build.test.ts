import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isStale } from '../../sandbox/build';

let root: string;

/** Seconds since 1970 at which a file was written last. */
async function write(path: string, at: number): Promise<void> {
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, '');
  await utimes(file, at, at);
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'build-'));
  await write('kintone/call/phone.ts', 1000);
  await write('dist/kintone/client.js', 2000);
  await write('dist/twilio-functions/package.json', 2000);
  for (const folder of ['kintone', 'kintone/call']) await utimes(join(root, folder), 1000, 1000);
});
afterEach(() => rm(root, { recursive: true }));

it('builds again for a changed source, and for a changed .env, whose countries are in the bundle', async () => {
  expect(await isStale(root)).toBe(false);
  await write('.env', 3000);
  expect(await isStale(root)).toBe(true);
  await write('.env', 1000);
  expect(await isStale(root)).toBe(false);
  await write('kintone/call/phone.ts', 3000);
  expect(await isStale(root)).toBe(true);
});

it('builds where a bundle is missing', async () => {
  await rm(join(root, 'dist/kintone/client.js'));
  expect(await isStale(root)).toBe(true);
});
