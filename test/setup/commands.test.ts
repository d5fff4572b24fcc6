import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const project = resolve(import.meta.dirname, '../..');
let emptyFolder: string;
beforeAll(async () => {
  emptyFolder = await mkdtemp(join(tmpdir(), 'commands-'));
});
afterAll(() => rm(emptyFolder, { recursive: true }));

/** Runs a command as npm does, in a project without any settings. */
async function run(command: string, args: string[], language: string) {
  const tsx = join(project, 'node_modules/tsx/dist/cli.mjs');
  const child = spawn(process.execPath, [tsx, join(project, 'setup', command), ...args], {
    cwd: emptyFolder,
    env: { PATH: process.env.PATH, LANG: language, KINTONE_PASSWORD: 'canary-password' },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 15_000,
  });
  const output: string[] = [];
  child.stdout.on('data', (text) => output.push(String(text)));
  child.stderr.on('data', (text) => output.push(String(text)));
  const code = await new Promise((done) => child.once('close', done));
  return { code, output: output.join('') };
}

describe.each(['upload.ts', 'deploy.ts', 'outbox.ts'])('%s', (command) => {
  it('explains itself, in the language of the terminal', async () => {
    const [japanese, english] = await Promise.all([
      run(command, ['--help'], 'ja_JP.UTF-8'),
      run(command, ['--help'], 'en_US.UTF-8'),
    ]);
    expect(japanese).toMatchObject({ code: 0, output: expect.stringContaining('使い方') });
    expect(english).toMatchObject({ code: 0, output: expect.stringContaining('Usage') });
  });

  it('ends with code 1, what is wrong, and its stable code', async () => {
    const { code, output } = await run(
      command,
      command === 'outbox.ts' ? ['list'] : ['--yes'],
      'ja_JP.UTF-8',
    );
    expect(code).toBe(1);
    expect(output.trim()).toMatch(/\[(?:no-config-file|settings-incomplete)\]$/);
    expect(output).not.toContain('canary-password');
  });
});

it('the help of deploy says that it was not tried on a live account', async () => {
  expect((await run('deploy.ts', ['--help'], 'C')).output).toContain(
    'Not yet tried on a live Twilio account',
  );
});
