import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deploy } from '../../setup/deploy';
import { contextBytes } from '../../setup/twilio/context-size';
import { envFileText, withPrivateFile } from '../../setup/twilio/env-file';
import { recordingTerminal } from './terminal';

const project = resolve(import.meta.dirname, '../..');
const requireFromTwilioRun = createRequire(createRequire(import.meta.url).resolve('twilio-run/package.json'));
const dotenv = requireFromTwilioRun('dotenv') as { parse(text: string): Record<string, string> };

const hex = (digit: string) => digit.repeat(32);
const environment = {
  ACCOUNT_SID: `AC${hex('1')}`,
  AUTH_TOKEN: 'auth-token-canary-1',
  FROM_NUMBER: '+815012345678',
  KINTONE_APP_URI: 'example.cybozu.com',
  TWIMLAPPS_SID: `AP${hex('2')}`,
  TWILIO_API_KEY_SID: `SK${hex('3')}`,
  TWILIO_API_KEY_SECRET: 'api-key-secret-canary-2',
  SIGN_IN_APP_ID: '3',
  SIGN_IN_API_TOKEN: 'sign-in-token-canary-3',
  SYNC_SERVICE_SID: `IS${hex('4')}`,
  KINTONE_BASIC_AUTH: 'office:basic-auth-canary-4',
  OPERATOR_SECRET: 'operator#secret-canary-5',
  // What a Function has no business with stays here.
  KINTONE_PASSWORD: 'kintone-password-canary-6',
  PATH: '/usr/bin',
};
const secrets = Object.values(environment).filter((value) => value.includes('canary'));

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'deploy-'));
  await mkdir(join(root, 'dist/twilio-functions/functions'), { recursive: true });
  await cp(join(project, 'package.json'), join(root, 'package.json'));
  const { name, version, engines, dependencies } = JSON.parse(
    await readFile(join(root, 'package.json'), 'utf8'),
  );
  await writeBuilt({ name, version, engines, dependencies });
  for (const file of ['token.js', 'call-phone.protected.js'])
    await writeFile(join(root, 'dist/twilio-functions/functions', file), 'exports.handler = () => {};');
});
afterEach(() => rm(root, { recursive: true }));

const writeBuilt = (content: unknown) =>
  writeFile(join(root, 'dist/twilio-functions/package.json'), JSON.stringify(content));

async function run(
  args: string[],
  given: Record<string, string> = environment,
  program?: string,
  answer: boolean | null = null,
) {
  const { terminal, keys, text } = recordingTerminal(answer);
  const error = await deploy({ root, args, environment: given, terminal, ...(program && { program }) }).then(
    () => null,
    (reason: { code: string; values: Record<string, string> }) => reason,
  );
  return { keys, text: text(), error };
}

interface ProgramRun {
  args: string[];
  cwd: string;
  env: Record<string, string>;
  file: string;
  text: string;
  mode: number;
}

/** A program that takes twilio-run's place, and writes down what it was started with. */
async function standInProgram(answer: string): Promise<{ path: string; runs: () => Promise<ProgramRun[]> }> {
  const path = join(root, 'twilio-run.cjs');
  const log = join(root, 'runs.jsonl');
  await writeFile(
    path,
    `const { appendFileSync, readFileSync, statSync } = require('node:fs');
     const args = process.argv.slice(2);
     const file = args[args.indexOf('--env') + 1];
     appendFileSync(${JSON.stringify(log)}, JSON.stringify({
       args, cwd: process.cwd(), env: process.env, file, text: readFileSync(file, 'utf8'), mode: statSync(file).mode & 0o777,
     }) + '\\n');
     ${answer}`,
  );
  return {
    path,
    runs: async () =>
      (await readFile(log, 'utf8'))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
  };
}

const deployed = `console.log(JSON.stringify({ domain: 'kintone-phone-1234-dev.twil.io', serviceSid: 'ZS${hex('5')}' }));`;

describe('npm run deploy', () => {
  it('deploys the built folder, with the settings in a private file and nothing secret anywhere else', async () => {
    const program = await standInProgram(deployed);
    const { error, text, keys } = await run(['--yes'], environment, program.path);
    expect(error).toBeNull();
    expect(keys).toEqual(['deploy-plan', 'deploying', 'deployed']);
    expect(text).toContain('https://kintone-phone-1234-dev.twil.io/call-phone');
    expect(text).toContain('Functions: /call-phone /token');

    const [first, second] = (await program.runs()) as [ProgramRun, ProgramRun];
    expect(first.args).toEqual([
      ...['deploy', '--env', first.file, '--environment', 'dev', '--runtime', 'node22'],
      ...['--override-existing-project', '--log-level', 'error', '-o', 'json'],
    ]);
    expect(second.args.slice(0, 2)).toEqual(['env', 'import']);
    expect(second.args).toContain(`ZS${hex('5')}`);
    expect(first.cwd).toBe(join(root, 'dist/twilio-functions'));
    expect(first.mode).toBe(0o600);
    const { KINTONE_PASSWORD, PATH, ...sent } = environment;
    expect(dotenv.parse(first.text)).toEqual(sent);
    await expect(stat(first.file)).rejects.toMatchObject({ code: 'ENOENT' });

    const elsewhere = JSON.stringify([text, first.args, first.env, second.args, second.env]);
    for (const secret of secrets) expect(elsewhere).not.toContain(secret);
  });

  it('hides secrets in what a failed deployment printed, and still removes the file', async () => {
    const program = await standInProgram(`console.error(readFileSync(file, 'utf8')); process.exit(1);`);
    const { error } = await run(['--yes'], environment, program.path);
    expect(error).toMatchObject({
      code: 'deploy-failed',
      values: { lines: expect.stringContaining('FROM_NUMBER') },
    });
    for (const secret of secrets) expect(JSON.stringify(error)).not.toContain(secret);
    const [failed] = (await program.runs()) as [ProgramRun];
    await expect(stat(failed.file)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('does not take a strange answer for a success', async () => {
    const program = await standInProgram(`console.log('{"domain": "https://evil.example/?"}');`);
    expect((await run(['--yes'], environment, program.path)).error).toMatchObject({ code: 'deploy-failed' });
  });

  it('changes nothing with --dry-run, on a no, or where nobody can answer', async () => {
    const program = await standInProgram(deployed);
    expect((await run(['--dry-run'], environment, program.path)).keys).toEqual(['deploy-plan', 'dry-run']);
    expect((await run([], environment, program.path, false)).keys.at(-1)).toBe('not-applied');
    expect((await run([], environment, program.path, null)).error).toMatchObject({ code: 'needs-answer' });
    await expect(program.runs()).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('names every missing or wrong setting at once, and no value', async () => {
    const { error } = await run([], {
      FROM_NUMBER: '050-secret',
      AUTH_TOKEN: 'short',
      ALLOWED_COUNTRIES: 'JP',
    });
    expect(error).toMatchObject({ code: 'settings-incomplete' });
    for (const name of [
      'ACCOUNT_SID',
      'AUTH_TOKEN',
      'FROM_NUMBER',
      'TWIMLAPPS_SID',
      'SIGN_IN_API_TOKEN',
      'SYNC_SERVICE_SID',
    ])
      expect(error?.values.faults).toContain(name);
    expect(error?.values.faults).not.toMatch(/050-secret|short/);
  });

  it.each([
    ['ALLOWED_COUNTRIES', 'JP,XX', 'XX'],
    ['KINTONE_APP_URI', 'http://localhost:8080', 'this computer'],
  ])('refuses %s=%s', async (name, value, reason) => {
    const { error } = await run([], { ...environment, [name]: value });
    expect(error).toMatchObject({
      code: 'settings-incomplete',
      values: { faults: expect.stringContaining(reason) },
    });
  });

  it('refuses settings that Twilio may not carry, and names the longest', async () => {
    const { error } = await run([], { ...environment, BLOCKED_REPS: 'rep,'.repeat(450) });
    expect(error).toMatchObject({
      code: 'context-too-large',
      values: { longest: expect.stringMatching(/^BLOCKED_REPS/) },
    });
    expect(Number(error?.values.bytes)).toBeGreaterThan(2_500);
  });

  it('refuses a folder that is not exactly what the build makes', async () => {
    const built = JSON.parse(await readFile(join(root, 'dist/twilio-functions/package.json'), 'utf8'));
    for (const wrong of [
      { ...built, dependencies: { ...built.dependencies, '@twilio/runtime-handler': '2.1.0' } },
      { ...built, dependencies: { ...built.dependencies, zod: '4.6.7' } },
      { ...built, devDependencies: {} },
      { ...built, dependencies: undefined },
    ]) {
      await writeBuilt(wrong);
      expect((await run([])).error, JSON.stringify(wrong)).toMatchObject({ code: 'not-built' });
    }
    await rm(join(root, 'dist'), { recursive: true });
    expect((await run([])).error).toMatchObject({ code: 'not-built' });
  });
});

describe('twilio-run', () => {
  it('understands how it is started, and goes to Twilio for the deployment', async () => {
    const asked: string[] = [];
    // A proxy that lets nothing through: how far twilio-run comes is all there is to see without an account.
    const proxy = createServer().on('connect', (request, socket) => {
      asked.push(request.url ?? '');
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
    const before = process.env.HTTP_PROXY;
    process.env.HTTP_PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    try {
      const { error } = await run(['--yes']);
      expect(error).toMatchObject({
        code: 'deploy-failed',
        values: { lines: expect.stringContaining('403') },
      });
      expect(new Set(asked)).toEqual(new Set(['serverless.twilio.com:443']));
    } finally {
      if (before === undefined) delete process.env.HTTP_PROXY;
      else process.env.HTTP_PROXY = before;
      proxy.close();
    }
  });
});

describe('the private file', () => {
  it('is read by dotenv as it was meant, or not written at all', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[\x21-\x7e]{1,30}$/), { minLength: 2, maxLength: 4 }),
        (values) => {
          const variables = Object.fromEntries(values.map((value, at) => [`SETTING_${at}`, value]));
          let text: string;
          try {
            text = envFileText(variables);
          } catch (error) {
            expect(error).toMatchObject({ code: 'unsendable-value' });
            expect(values.some((value) => /[#'"`]/.test(value))).toBe(true);
            return;
          }
          expect(dotenv.parse(text)).toEqual(variables);
        },
      ),
      { numRuns: 2_000 },
    );
    expect(() => envFileText({ A: 'line\nB=2' })).toThrow('unsendable-value');
  });

  it('is gone after a failure', async () => {
    let seen = '';
    const failing = withPrivateFile('A=1', async (path) => {
      seen = path;
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    await expect(stat(seen)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('the size of a context', () => {
  it('counts bytes, not characters', () => {
    const size = (value: string) =>
      contextBytes(
        { accountSid: 'AC', authToken: 't', variables: { BLOCKED_REPS: value } },
        'example.twil.io',
      );
    expect(size('佐藤') - size('')).toBe(6);
    expect(size('"')).toBe(size('') + 2);
  });
});
