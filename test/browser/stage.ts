import type { Browser } from 'playwright-core';
import { expect, inject } from 'vitest';
import { launchBrowser, type LaunchOptions } from '../../sandbox/browser';
import { freeSandboxPorts } from '../../sandbox/ports';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/sandbox';
import { createWorld } from '../../sandbox/world';
import { foundIn } from '../twilio-functions/call-log-stage';
import { secretsOf } from '../twilio-functions/stage';
import { Callee } from './callee';
import { forgetLimits } from './forget-limits';
import { installEars } from './page-ears';
import { Rep } from './rep';

export interface StageOptions extends Pick<SandboxOptions, 'variants' | 'functionsEnv' | 'calleePane'> {
  microphone?: LaunchOptions['microphone'];
}

/** A sandbox of its own and a browser, for the tests of one file. */
export interface Stage {
  sandbox: Sandbox;
  browser: Browser;
  callee: Callee;
  /** A rep with a fresh browser profile, logged in as `as` (default: the first rep), before any page is open. */
  rep(options?: { as?: string; language?: 'ja' | 'en'; browser?: Browser }): Promise<Rep>;
  /** After each test: everyone leaves, all is well again, and nobody's page has complained. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** Starts it all on free ports; needs the built dist/ (globalSetup). */
export async function openStage({
  microphone = 'tone',
  ...sandboxOptions
}: StageOptions = {}): Promise<Stage> {
  const deaths: string[] = [];
  const world = createWorld(await freeSandboxPorts());
  const [sandbox, browser] = await Promise.all([
    startSandbox({
      world,
      ...sandboxOptions,
      onDeath: (name, lines) => deaths.push(`${name} died: ${lines}`),
    }),
    launchBrowser(inject('browser'), { microphone }),
  ]);
  const callee = new Callee(world.origins.twilio);
  let reps: Rep[] = [];

  return {
    sandbox,
    browser,
    callee,
    rep: async ({ as, language = 'ja', browser: other } = {}) => {
      const context = await (other ?? browser).newContext({
        locale: 'ja-JP',
        viewport: { width: 1280, height: 800 },
      });
      await context.addInitScript(installEars);
      const page = await context.newPage();
      if (as) {
        await page.goto(`${world.origins.kintone}/k/?as=${as}&language=${language}`);
      }
      const rep = new Rep(page, context, world.origins.kintone);
      reps.push(rep);
      return rep;
    },
    clear: async () => {
      const complaints = reps.flatMap((rep) => rep.complaints);
      await Promise.all(reps.map((rep) => rep.leaves()));
      reps = [];
      await Promise.all([callee.faults({}), callee.policy({ callee: 'ask' })]);
      sandbox.kintone.faults.clear();
      await forgetLimits(world);
      const calls = await callee.calls();
      for (const call of calls.filter(({ endedAt }) => !endedAt)) {
        await callee.act(call.callSid, 'hang-up').catch(() => undefined);
      }
      expect(complaints, 'the rep’s page complained in its console or reached for the network').toEqual([]);
      expect(deaths, 'a part of the sandbox died').toEqual([]);
      expect(sandbox.functionsOutput(), 'a Function failed without an answer').not.toMatch(
        /unhandled|uncaught/,
      );
      const numbers = calls.flatMap(({ to }) => (to.startsWith('+81') ? [to.slice('+81'.length)] : []));
      expect(
        foundIn(sandbox.functionsOutput(), [...secretsOf(world), ...numbers]),
        'a secret or a customer’s whole number stood in the log',
      ).toEqual([]);
    },
    close: async () => {
      await browser.close();
      await sandbox.stop();
    },
  };
}
