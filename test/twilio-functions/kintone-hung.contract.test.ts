import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CallLogStage, openCallLogStage, recover } from './call-log-stage';
import { type FaultyWay, openFaultyWay } from './faulty-way';
import { miitelFixture } from './outbox/vendors';
import { repAtPhone } from './rep-at-phone';
import { newCall, postWebhook, type Stage } from './stage';

const DELIVERIES = 30;
/** Twilio waits so long for a voice webhook, ms; a rep waits less gladly. */
const TWILIO_WAITS_MS = 15_000;

let stage: CallLogStage;
let way: FaultyWay;
let isHung = false;

beforeAll(async () => {
  stage = await openCallLogStage({
    between: async (service, origin) => {
      if (service === 'twilio') return origin;
      way = await openFaultyWay(origin, () => (isHung ? 'time-out' : undefined));
      return way.origin;
    },
  });
});
afterAll(async () => {
  await stage.stop();
  await way.stop();
});

/** How long `/call-phone` takes to dial for the `nth` rep, ms. */
async function dial(nth: number): Promise<number> {
  const From = `client:rep${nth}`;
  const params = repAtPhone(stage as unknown as Stage).voiceParams({ CallSid: newCall(), From });
  const began = performance.now();
  const { text } = await postWebhook(stage, '/call-phone', params);
  expect(text).toContain('<Dial');
  return performance.now() - began;
}

async function deliver(run: number): Promise<number> {
  const answer = await fetch(`${stage.functions.origin}/miitel-webhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${stage.world.miitelSecret}` },
    body: JSON.stringify(miitelFixture('analysis', run)),
  });
  return answer.status;
}

const median = (times: number[]): number => [...times].sort((one, other) => one - other)[2] ?? NaN;

it('with kintone hung and 30 deliveries at once, /call-phone still answers', async () => {
  await dial(0);
  const idle: number[] = [];
  for (let nth = 1; nth <= 5; nth += 1) idle.push(await dial(nth));

  isHung = true;
  const began = performance.now();
  const deliveries = Array.from({ length: DELIVERIES }, (_, run) => deliver(run + 1));
  const busy: number[] = [];
  for (let nth = 11; nth <= 15; nth += 1) {
    busy.push(await dial(nth));
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
  expect(new Set(await Promise.all(deliveries))).toEqual(new Set([200]));
  const longest = performance.now() - began;
  console.log(
    `/call-phone: ${median(idle).toFixed(1)} ms idle, ${median(busy).toFixed(1)} ms (at most ${Math.max(...busy).toFixed(1)} ms)` +
      ` with kintone hung and ${DELIVERIES} deliveries, which took ${longest.toFixed(0)} ms`,
  );
  expect(Math.max(...busy)).toBeLessThan(TWILIO_WAITS_MS);

  isHung = false;
  await recover(stage);
  expect(stage.rows()).toHaveLength(DELIVERIES);
  expect(new Set(stage.rows().map((row) => row.call_id)).size).toBe(DELIVERIES);
}, 60_000);
