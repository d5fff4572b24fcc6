import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { collectOutput, endChild } from './child-output';

const CHILD = fileURLToPath(new URL('watch-child.mjs', import.meta.url));
const FIRST_BUILD_LIMIT_MS = 180_000;

/** The configurations of webpack.config.js. */
export type BundleName = 'client' | 'functions';

export interface WatchListener {
  /** A build that ended well. */
  onBuilt(): void;
  /** A build with errors; the last good bundle stays in use. */
  onBroken(errors: string): void;
  /** The watching process has ended by itself. */
  onDeath(lastLines: string): void;
}

export interface Watch {
  /** Resolves when the first build has ended well, rejects with its errors; at the latest after 3 minutes. */
  firstBuild: Promise<void>;
  stop(): Promise<void>;
}

/** Builds a bundle in a process of its own, and again at every change of a source. */
export function watchBundle(name: BundleName, listener: WatchListener): Watch {
  const child = fork(CHILD, [name], { execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const output = collectOutput(child);
  let stopping = false;
  let builds = 0;

  const firstBuild = new Promise<void>((resolve, reject) => {
    const limit = setTimeout(
      () => reject(new Error(`the build of ${name} took over ${FIRST_BUILD_LIMIT_MS / 1000} s`)),
      FIRST_BUILD_LIMIT_MS,
    );
    child.on('message', (message: { failed: boolean; text: string }) => {
      builds += 1;
      if (builds === 1) {
        clearTimeout(limit);
        if (message.failed) {
          reject(new Error(`the build of ${name} failed:\n${message.text}`));
        } else {
          resolve();
        }
      } else if (message.failed) {
        listener.onBroken(message.text);
      } else {
        listener.onBuilt();
      }
    });
    child.once('exit', (code) => {
      clearTimeout(limit);
      const lines = output.lastLines(15);
      reject(new Error(`the build of ${name} ended with code ${code}:\n${lines}`));
      if (!stopping) {
        listener.onDeath(lines);
      }
    });
  });
  // Who has a bundle already does not wait for the first build; its failure is then told as a broken one.
  firstBuild.catch(() => undefined);

  return {
    firstBuild,
    stop: async () => {
      stopping = true;
      await endChild(child);
    },
  };
}
