import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';

const KEPT_CHARACTERS = 2_000_000;

/** What a child has written so far, both streams in order of arrival, and its last lines for people. */
export interface ChildOutput {
  all(): string;
  lastLines(count: number): string;
}

/** Collects a child's output, the newest 2 million characters of it; `onLine` hears each whole line as it comes. */
export function collectOutput(child: ChildProcess, onLine?: (line: string) => void): ChildOutput {
  let text = '';
  const listen = (stream: Readable): void => {
    let rest = '';
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      text = (text + chunk).slice(-KEPT_CHARACTERS);
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach((line) => onLine?.(line));
    });
  };
  [child.stdout, child.stderr].forEach((stream) => stream && listen(stream));
  return {
    all: () => text,
    lastLines: (count) => text.trimEnd().split('\n').slice(-count).join('\n'),
  };
}

/** Ends a child: asks, and after `graceMs` insists. Resolves when it is gone. */
export async function endChild(child: ChildProcess, graceMs = 1000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  await new Promise<void>((resolve) => {
    const insist = setTimeout(() => child.kill('SIGKILL'), graceMs);
    child.once('exit', () => {
      clearTimeout(insist);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
