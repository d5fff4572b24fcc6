import { execFileSync, spawn } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { chromium, type Browser } from 'playwright-core';
import { toneWav } from './tone';

/** The tone the fake microphone hears, in Hz. */
export const MICROPHONE_TONE_HZ = 1000;

const INSTALLED = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** A browser on this machine, in a private folder that is removed with `remove`. */
export interface FoundBrowser {
  executable: string;
  env: Record<string, string>;
  folder: string;
  remove(): Promise<void>;
}

function packedBrowser(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return undefined;
  }
  try {
    const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
    const packed = join(dirname(entry), '..', '..', 'bin');
    return existsSync(join(packed, 'chromium.br')) ? packed : undefined;
  } catch {
    return undefined;
  }
}

async function unpackTar(archive: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const tar = spawn('tar', ['-x', '-C', folder], { stdio: ['pipe', 'ignore', 'inherit'] });
  const done = new Promise<void>((resolve, reject) => {
    tar.once('error', reject);
    tar.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`tar ended with ${code}`))));
  });
  await Promise.all([pipeline(createReadStream(archive), createBrotliDecompress(), tar.stdin), done]);
}

function missesLibraries(executable: string): boolean {
  try {
    return execFileSync('ldd', [executable], { encoding: 'utf8' }).includes('not found');
  } catch {
    return true;
  }
}

/**
 * The browser that came with `npm ci` (Linux x64), else an installed Chrome. Rejects with the one line that mends it.
 * The package's own unpacking is not used: it takes whatever lies in the shared temporary folder already.
 */
export async function findBrowser(): Promise<FoundBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'kintone-phone-browser-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  await toneWavFile(folder);
  const packed = packedBrowser();
  if (packed) {
    const executable = join(folder, 'chromium');
    await pipeline(
      createReadStream(join(packed, 'chromium.br')),
      createBrotliDecompress(),
      createWriteStream(executable),
    );
    await chmod(executable, 0o700);
    const env: Record<string, string> = {};
    if (missesLibraries(executable)) {
      await unpackTar(join(packed, 'al2023.tar.br'), join(folder, 'al2023'));
      env.LD_LIBRARY_PATH = join(folder, 'al2023', 'lib');
    }
    return { executable, env, folder, remove };
  }
  const executable = INSTALLED.find((path) => existsSync(path));
  if (executable) {
    return { executable, env: {}, folder, remove };
  }
  await remove();
  throw new Error(
    process.platform === 'linux' && process.arch === 'x64'
      ? 'No browser for the browser tests: run `npm ci` (it brings Chromium with @sparticuz/chromium).'
      : 'No browser for the browser tests: install Google Chrome (https://www.google.com/chrome/) and run again.',
  );
}

async function toneWavFile(folder: string): Promise<void> {
  await pipeline(
    [toneWav({ hz: MICROPHONE_TONE_HZ, seconds: 10 })],
    createWriteStream(join(folder, 'tone.wav')),
  );
}

export interface LaunchOptions {
  /** `tone`: it hears the tone; `denied`: the rep does not allow it; `none`: there is none. */
  microphone: 'tone' | 'denied' | 'none';
  extraArgs?: string[];
}

/** Launches a browser that resolves no name but localhost, with a fake microphone. The caller closes it. */
export async function launchBrowser(
  found: Omit<FoundBrowser, 'remove'>,
  options: LaunchOptions,
): Promise<Browser> {
  const microphone = {
    tone: ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'],
    denied: ['--use-fake-ui-for-media-stream=deny', '--use-fake-device-for-media-stream'],
    none: ['--use-fake-ui-for-media-stream', '--disable-audio-input'],
  }[options.microphone];
  const extra =
    options.microphone === 'tone'
      ? [`--use-file-for-fake-audio-capture=${join(found.folder, 'tone.wav')}`]
      : [];
  return chromium.launch({
    executablePath: found.executable,
    env: { ...definedEnv(), ...found.env, TMPDIR: found.folder },
    args: [
      ...microphone,
      ...extra,
      '--autoplay-policy=no-user-gesture-required',
      '--allow-loopback-in-peer-connection',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
      ...(options.extraArgs ?? []),
    ],
  });
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
