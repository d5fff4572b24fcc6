import type { CDPSession } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { forgetLimits } from './forget-limits';
import { openPeers } from './page-ears';
import type { Rep } from './rep';
import { openStage, type Stage } from './stage';
import { MINATO } from './acts';

/**
 * `npm run soak` goes from call 50 to call 200. By default a shorter day is measured: the first calls warm caches that
 * then stay as they are (about 200 kB), and one forgotten call a call would be far over the rest.
 */
const {
  from: FROM,
  to: TO,
  allowedBytes: ALLOWED,
} = process.env.SOAK
  ? { from: 50, to: 200, allowedBytes: 1024 * 1024 }
  : { from: 10, to: 30, allowedBytes: 400 * 1024 };

/** As fast as the phone takes a click for meant. */
const HASTE_MS = 450;

/** A timer that is still running may hold one or two; one a call is far more. */
const SLACK = 5;

interface Left {
  heapBytes: number;
  nodes: number;
  listeners: number;
  documents: number;
}

async function leftAfterGc(devtools: CDPSession): Promise<Left> {
  // Twice, because finalisers of the first collection free what the second one takes.
  for (let turn = 0; turn < 3; turn += 1) {
    await devtools.send('HeapProfiler.collectGarbage');
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners, documents } = await devtools.send('Memory.getDOMCounters');
  return { heapBytes: usedSize, nodes, listeners: jsEventListeners, documents };
}

describe('a day of calls in one page', () => {
  let stage: Stage;

  beforeAll(async () => {
    // Without the callee's pane, whose elements would be counted with the page's.
    stage = await openStage({ calleePane: false });
  });
  afterEach(() => stage.clear());
  afterAll(() => stage?.close());

  async function oneCall(rep: Rep, button: string): Promise<void> {
    await rep.clicks(button, HASTE_MS);
    await rep.sees('通話中', 'a call in the middle of the day was not connected');
    await rep.clicks('切断', HASTE_MS);
    await rep.sees('通話を終了しました', 'a call in the middle of the day could not be ended');
  }

  it(`leaves nothing behind: from call ${FROM} to call ${TO}`, { timeout: 20 * 60_000 }, async () => {
    await stage.callee.policy({ callee: 'answer', afterMs: 0 });
    const rep = await stage.rep();
    await rep.openCustomer(MINATO);
    const devtools = await rep.context.newCDPSession(rep.page);
    await devtools.send('HeapProfiler.enable');
    let before: Left | undefined;
    for (let call = 1; call <= TO; call += 1) {
      if (call % 25 === 0) {
        await forgetLimits(stage.sandbox.world);
      }
      await oneCall(rep, call === 1 ? '発信' : 'かけ直す');
      if (call === FROM) {
        before = await leftAfterGc(devtools);
      }
    }
    const after = await leftAfterGc(devtools);
    if (!before) {
      throw new Error(`there was no call ${FROM}`);
    }

    const growth = after.heapBytes - before.heapBytes;
    console.log(`from call ${FROM} to call ${TO}: ${Math.round(growth / 1024)} kB`);
    expect(growth, 'the page grows with each call: by the evening kintone is slow').toBeLessThan(ALLOWED);
    expect(after.listeners, 'listeners are left behind by each call').toBeLessThanOrEqual(
      before.listeners + SLACK,
    );
    expect(after.nodes, 'elements are left behind by each call').toBeLessThanOrEqual(before.nodes + SLACK);
    expect(after.documents).toBeLessThanOrEqual(before.documents);
    expect(await openPeers(rep.page), 'connections of ended calls stayed open').toBe(0);
    expect(await rep.liveMicrophones(), 'the microphone stayed on after the last call').toBe(0);
    expect(
      stage.sandbox.twilio.openSockets(),
      'Devices of earlier calls kept their sockets',
    ).toBeLessThanOrEqual(1);
    expect(await rep.page.locator('audio').count(), 'audio elements are left behind').toBeLessThanOrEqual(1);
  });
});
