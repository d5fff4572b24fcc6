import { beforeEach, describe, expect, it } from 'vitest';
import { accept } from '../../../twilio-functions/outbox/accept';
import type { Reconciler } from '../../../twilio-functions/outbox/reconcile';
import { sweep } from '../../../twilio-functions/outbox/sweep';
import type { RestLeg } from '../../../twilio-functions/reports/rest-call';
import { OUR_NUMBER, restCalleeLegOf, restLegOf } from '../reports/call-events';
import { openCalls, openOutboxStage, type OutboxStage } from './outbox-stage';
import { twilioCall } from './sample-calls';

let stage: OutboxStage;
let legs: RestLeg[];
let asked: string[];
let isBroken: boolean;
beforeEach(() => {
  stage = openOutboxStage();
  legs = [];
  asked = [];
  isBroken = false;
});

const MINUTE_MS = 60_000;
const rfc = (ms: number) => new Date(ms).toUTCString().replace('GMT', '+0000');
const sid = (letter: string, n: number) => `CA${letter}${String(n).padStart(31, '0')}`;
const beganAt = (leg: RestLeg) => Date.parse(leg.date_created ?? '');

const reconciler: Reconciler = {
  ourNumber: OUR_NUMBER,
  legsOf({ from, to }) {
    asked.push('list');
    if (isBroken) return Promise.reject(new Error('Twilio answered 500'));
    return Promise.resolve(legs.filter((leg) => beganAt(leg) >= from && beganAt(leg) <= to));
  },
  dialledFor(parent) {
    asked.push('children');
    return Promise.resolve(legs.filter((leg) => leg.parent_call_sid === parent));
  },
};

/** An answered call that began so long ago, and lasted a minute. */
function addCall(n: number, agoMs: number, more: Partial<RestLeg> = {}): void {
  const began = stage.clock.now() - agoMs;
  const times = { date_created: rfc(began), end_time: rfc(began + MINUTE_MS) };
  legs.push(restLegOf({ sid: sid('a', n), ...times, ...more }));
  const callee = { sid: sid('b', n), parent_call_sid: sid('a', n), duration: '50', ...times, ...more };
  legs.push(restCalleeLegOf({ ...callee, date_created: rfc(began + 20_000) }));
}

const run = (reconcileNow = false) =>
  stage.clock.run(sweep({ outbox: stage.outbox, sync: stage.sync, reconciler, reconcileNow }));

describe('reconciling with Twilio', () => {
  it('writes a call of which no webhook ever came', async () => {
    addCall(1, 10 * MINUTE_MS);
    expect(await run()).toMatchObject({ reconciled: 1, done: 1 });
    expect(stage.log.rows.get(`twilio:${sid('a', 1)}`)).toMatchObject({
      result: '応答',
      direction: '発信',
      duration: '50',
      phone_number: '03-1234-5601',
      rep: [{ code: 'sato.hanako' }],
    });
  });

  it('looks back 48 hours, once, and every ten minutes from where it was', async () => {
    addCall(1, 47 * 3_600_000);
    addCall(2, 49 * 3_600_000);
    addCall(3, 10 * MINUTE_MS);
    expect(await run()).toMatchObject({ reconciled: 2 });
    const lists = asked.length;
    expect(lists).toBeGreaterThanOrEqual(16);
    await stage.clock.pass(9 * MINUTE_MS);
    await run();
    expect(asked).toHaveLength(lists);
    await stage.clock.pass(MINUTE_MS);
    addCall(4, 2 * MINUTE_MS);
    expect(await run()).toMatchObject({ reconciled: 1 });
    expect(asked.length - lists).toBeLessThanOrEqual(2);
    expect(stage.log.rows.size).toBe(3);
  });

  it('waits for calls that run, and for webhooks on their way; unless somebody asks for it now', async () => {
    addCall(1, 20 * MINUTE_MS, { status: 'in-progress', end_time: null });
    addCall(2, MINUTE_MS + 5000);
    expect(await run()).toMatchObject({ reconciled: 0 });
    expect(await run(true)).toMatchObject({ reconciled: 1 });
    expect([...stage.log.rows.keys()]).toEqual([`twilio:${sid('a', 2)}`]);
    legs.splice(0, 2);
    addCall(1, 20 * MINUTE_MS);
    await stage.clock.pass(10 * MINUTE_MS);
    expect(await run()).toMatchObject({ reconciled: 1 });
    expect(stage.log.rows.size).toBe(2);
  });

  it('asks for the legs of a call whose legs lie on two sides of a window', async () => {
    addCall(1, 48 * 3_600_000 - 3 * 3_600_000 + 10_000);
    await run();
    expect(stage.log.rows.get(`twilio:${sid('a', 1)}`)).toMatchObject({ result: '応答' });
  });

  it('changes nothing where all webhooks came', async () => {
    for (const part of twilioCall(1)) await stage.clock.run(accept(part, stage.outbox));
    addCall(1, 10 * MINUTE_MS);
    const row = stage.log.rows.get(`twilio:${sid('a', 1)}`);
    const requests = stage.fake.requests.length;
    expect(await run()).toMatchObject({ reconciled: 0, done: 0 });
    expect(stage.log.writes).toHaveLength(1);
    expect(stage.log.rows.get(`twilio:${sid('a', 1)}`)).toEqual(row);
    expect(stage.fake.requests.slice(requests).filter((path) => path.startsWith('POST'))).toHaveLength(2);
  });

  it('leaves alone calls that are not ours', async () => {
    addCall(1, 10 * MINUTE_MS, { from: 'sip:someone@example.com', to: '+81399999999' });
    expect(await run()).toMatchObject({ reconciled: 0 });
    expect(asked).not.toContain('children');
  });

  it('goes on with the rest, and comes back, when Twilio does not say', async () => {
    for (const part of twilioCall(1)) await stage.clock.run(accept(part, stage.outbox));
    isBroken = true;
    addCall(2, 10 * MINUTE_MS);
    expect(await run()).toMatchObject({ swept: true, reconciled: 0 });
    isBroken = false;
    expect(await run()).toMatchObject({ reconciled: 1 });
    expect(openCalls(stage)).toBe(0);
  });

  it('goes on where it stopped when the list is too long for one sweep', async () => {
    for (let n = 1; n <= 400; n += 1) addCall(n, 47 * 3_600_000 - n * 6 * MINUTE_MS);
    let sweeps = 0;
    for (; openCalls(stage) > 0 || stage.log.rows.size < 400; sweeps += 1) await run();
    expect(sweeps).toBeGreaterThan(5);
    expect(stage.log.writes).toHaveLength(400);
  });

  it('goes on in the middle of a busy hour', async () => {
    for (let n = 1; n <= 900; n += 1) addCall(n, 90 * MINUTE_MS - n * 1000);
    let sweeps = 0;
    for (; stage.log.rows.size < 900 && sweeps < 300; sweeps += 1) await run();
    expect(stage.log.writes).toHaveLength(900);
    expect(openCalls(stage)).toBe(0);
  });
});
