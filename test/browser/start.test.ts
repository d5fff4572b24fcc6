import { spawn, type ChildProcess } from 'node:child_process';
import { afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../../sandbox/browser';
import { collectOutput, type ChildOutput } from '../../sandbox/child-output';
import { freeSandboxPorts, isTaken } from '../../sandbox/ports';
import type { SandboxPorts } from '../../sandbox/world';

/** Started in a process group of its own, as in a terminal. */
function start(ports: SandboxPorts, by: 'npm' | 'node'): { child: ChildProcess; output: ChildOutput } {
  const flags = Object.entries(ports).flatMap(([name, port]) => [`--${name}-port`, String(port)]);
  const command =
    by === 'npm' ? ['npm', 'start', '--silent', '--'] : ['node', '--import', 'tsx', 'sandbox/start.ts'];
  const child = spawn(command[0] ?? '', [...command.slice(1), ...flags], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { child, output: collectOutput(child) };
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) {
      resolve(child.exitCode);
    } else {
      child.once('exit', resolve);
    }
  });
}

/** Ctrl-C in a terminal reaches every process of the group. */
function pressCtrlC(child: ChildProcess): void {
  process.kill(-(child.pid ?? 0), 'SIGINT');
}

function livingOfGroup(child: ChildProcess): boolean {
  try {
    process.kill(-(child.pid ?? 0), 0);
    return true;
  } catch {
    return false;
  }
}

async function printed(output: ChildOutput, text: string, limitMs: number): Promise<void> {
  await expect
    .poll(() => output.all(), { timeout: limitMs, message: 'npm start never came so far' })
    .toContain(text);
}

describe('npm start', () => {
  let ports: SandboxPorts;
  let running: ChildProcess | undefined;

  beforeAll(async () => {
    ports = await freeSandboxPorts();
  });
  afterEach(() => {
    if (running && livingOfGroup(running)) {
      process.kill(-(running.pid ?? 0), 'SIGKILL');
    }
    running = undefined;
  });

  it('leads a new user to a talking call, and Ctrl-C ends all of it', { timeout: 150_000 }, async () => {
    const { child, output } = start(ports, 'npm');
    running = child;
    await printed(output, '準備ができました', 120_000);
    const address = /開く \/ Open\s+(http:\S+)/.exec(output.all())?.[1] ?? '';

    const browser = await launchBrowser(inject('browser'), { microphone: 'tone' });
    try {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await page.goto(address);
      await page.getByRole('link', { name: '顧客リスト' }).first().click();
      await page.getByRole('link', { name: 'レコードの詳細を表示する' }).first().click();
      await page.getByRole('button', { name: '発信', exact: true }).first().click();
      await page.frameLocator('iframe').getByRole('button', { name: '応答' }).click();
      await page.getByRole('region', { name: '通話' }).getByText('通話中').waitFor();
      await expect
        .poll(
          async () => {
            const calls = await fetch(`http://localhost:${ports.twilio}/sandbox/calls`);
            const [call] = (await calls.json()) as Array<{ rtpReceived: number; rtpSent: number }>;
            return Math.min(call?.rtpReceived ?? 0, call?.rtpSent ?? 0);
          },
          { timeout: 10_000, message: 'the call was up and no voice went to and fro' },
        )
        .toBeGreaterThan(50);
    } finally {
      await browser.close();
    }

    const since = Date.now();
    pressCtrlC(child);
    await ended(child);
    await expect.poll(() => livingOfGroup(child), { message: 'a process was left behind' }).toBe(false);
    expect(Date.now() - since, 'Ctrl-C took its time').toBeLessThan(4000);
    for (const port of Object.values(ports)) {
      expect(await isTaken(port), `port ${port} was left taken`).toBe(false);
    }
  });

  it(
    'ends at Ctrl-C while it is still building, and calls that no failure',
    { timeout: 60_000 },
    async () => {
      const { child, output } = start(ports, 'node');
      running = child;
      await printed(output, 'building', 20_000);
      pressCtrlC(child);
      expect(await ended(child), output.lastLines(10)).toBe(0);
      await expect.poll(() => livingOfGroup(child), { message: 'a process was left behind' }).toBe(false);
      expect(output.all()).not.toContain('✗');
    },
  );

  it('ends when npm alone is killed, as scripts and editors do it', { timeout: 60_000 }, async () => {
    const { child, output } = start(ports, 'npm');
    running = child;
    await printed(output, 'building', 20_000);
    child.kill('SIGTERM');
    await expect
      .poll(() => livingOfGroup(child), { message: 'a process was left behind', timeout: 5000 })
      .toBe(false);
  });
});
