import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { collectOutput, endChild } from './child-output';

const CHILD = fileURLToPath(new URL('functions-child.mjs', import.meta.url));
const PRELOAD = pathToFileURL(fileURLToPath(new URL('vendor-hosts.mjs', import.meta.url))).href;
const START_LIMIT_MS = 15_000;

export interface FunctionsServerOptions {
  /** Port on 127.0.0.1; DOMAIN_NAME of the Functions becomes `localhost:<port>`. */
  port: number;
  /** The Functions' variables; nothing of the parent's environment reaches them. */
  env: Record<string, string>;
  /** Vendor's origin -> stand-in's origin, e.g. `https://api.twilio.com` -> `http://localhost:8081`. */
  vendorHosts: Record<string, string>;
  /** The built folder that holds `functions/`; default `dist/twilio-functions`. */
  cwd?: string;
  /** Told when the process ends without having been stopped. */
  onDeath?: (lastLines: string) => void;
  onLine?: (line: string) => void;
}

export interface FunctionsServer {
  /** `http://localhost:<port>`. */
  origin: string;
  pid: number;
  /** Everything the Functions have written so far. */
  output(): string;
  stop(): Promise<void>;
}

/**
 * Serves the built Functions in a process of their own, with Twilio's local server and with the vendors' names
 * leading to the stand-ins. Resolves when it listens; rejects with the child's last lines when it cannot.
 */
export async function startFunctions(options: FunctionsServerOptions): Promise<FunctionsServer> {
  const folder = resolve(options.cwd ?? 'dist/twilio-functions');
  const child = fork(CHILD, {
    execArgv: ['--import', PRELOAD],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: process.env.PATH,
      SANDBOX_VENDOR_HOSTS: JSON.stringify(options.vendorHosts),
    },
  });
  const output = collectOutput(child, options.onLine);
  let stopping = false;
  const stop = async (): Promise<void> => {
    stopping = true;
    await endChild(child);
  };

  const listening = new Promise<void>((onListening, onFailure) => {
    const limit = setTimeout(
      () => onFailure(new Error(`not listening after ${START_LIMIT_MS / 1000} s`)),
      START_LIMIT_MS,
    );
    child.once('exit', (code) => {
      clearTimeout(limit);
      onFailure(new Error(`ended with code ${code}`));
    });
    child.once('error', onFailure);
    child.once('message', (message: { kind: 'listening' } | { kind: 'failed'; message: string }) => {
      clearTimeout(limit);
      if (message.kind === 'listening') {
        onListening();
      } else {
        onFailure(new Error(message.message));
      }
    });
  });
  child.send({ folder, port: options.port, env: options.env });

  try {
    await listening;
  } catch (error) {
    await stop();
    throw new Error(
      `the Functions on port ${options.port} did not start: ${(error as Error).message}\n${output.lastLines(15)}`,
      { cause: error },
    );
  }
  child.once('exit', (code, signal) => {
    if (!stopping) {
      options.onDeath?.(`${output.lastLines(15)}\n(${signal ?? `code ${code}`})`.trim());
    }
  });
  return { origin: `http://localhost:${options.port}`, pid: child.pid ?? 0, output: output.all, stop };
}
