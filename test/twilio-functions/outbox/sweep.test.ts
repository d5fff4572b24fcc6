import { beforeEach, describe, expect, it } from 'vitest';
import { accept } from '../../../twilio-functions/outbox/accept';
import { dropCall, listOutbox, retryCall } from '../../../twilio-functions/outbox/dead-letters';
import { keep } from '../../../twilio-functions/outbox/keep';
import { nameOf } from '../../../twilio-functions/outbox/store';
import { sweep } from '../../../twilio-functions/outbox/sweep';
import { openCalls, openOutboxStage, type OutboxStage } from './outbox-stage';
import { firstOf, lastOf, miitelCall, twilioCall } from './sample-calls';

let stage: OutboxStage;
beforeEach(() => {
  stage = openOutboxStage();
});

const HOUR_MS = 3_600_000;
const take = (n: number) => stage.clock.run(accept(firstOf(miitelCall(n)), stage.outbox));
const keepOnly = (n: number) => stage.clock.run(keep(firstOf(miitelCall(n)), stage.outbox));
const sweepOnce = (outbox = stage.outbox) => stage.clock.run(sweep({ outbox, sync: stage.sync }));
const written = () => [...stage.log.rows.keys()].sort();
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

describe('a sweep', () => {
  it('writes ten calls at most, those that wait longest', async () => {
    for (const n of numbers(1, 12)) await keepOnly(n);
    expect(await sweepOnce()).toMatchObject({ swept: true, done: 10 });
    expect(written()).toEqual(
      numbers(1, 10)
        .map((n) => `miitel:${n}`)
        .sort(),
    );
    expect(await sweepOnce()).toMatchObject({ done: 2 });
  });

  it('is over after six seconds and what it is at', async () => {
    for (const n of numbers(1, 10)) await keepOnly(n);
    stage.log.takes = 1500;
    const began = stage.clock.now();
    await sweepOnce();
    expect(stage.clock.now() - began).toBeLessThan(8500);
  });

  it('is one at a time, and the lease of one that died runs out', async () => {
    await keepOnly(1);
    await keepOnly(2);
    stage.log.takes = 500;
    const both = await stage.clock.run(
      Promise.all([1, 2].map(() => sweep({ outbox: stage.another(), sync: stage.sync }))),
    );
    expect(both.filter(({ swept }) => swept)).toHaveLength(1);

    await keepOnly(3);
    stage.fake.fault = (path, method) =>
      path === 'Documents/outbox-lease' && method === 'POST' ? undefined : 500;
    await expect(sweepOnce()).rejects.toThrow();
    stage.fake.fault = () => undefined;
    await stage.clock.pass(15_000);
    await sweepOnce();
    expect(written()).toEqual(['miitel:1', 'miitel:2', 'miitel:3']);
  });

  it('leaves a place alone that has failed twice, and loses nobody', async () => {
    stage.log.come = () => ({ is: 'later', code: 'kintone-unavailable' });
    for (const n of numbers(1, 8)) await keepOnly(n);
    await sweepOnce();
    expect(stage.log.writes).toHaveLength(2);
    stage.log.come = () => ({ is: 'written' });
    await stage.clock.pass(HOUR_MS);
    await sweepOnce();
    expect(written()).toHaveLength(8);
    expect(openCalls(stage)).toBe(0);
  });

  it('comes back later and later to what fails, within an hour', async () => {
    stage.log.come = () => ({ is: 'later', code: 'kintone-unavailable' });
    await take(1);
    const waits: number[] = [];
    for (let failed = 1; failed < 12; failed += 1) {
      const began = stage.clock.now();
      const writes = stage.log.writes.length;
      while (stage.log.writes.length === writes) {
        await stage.clock.pass(5000);
        await sweepOnce(stage.another());
      }
      waits.push(stage.clock.now() - began);
    }
    expect(Math.max(...waits)).toBeGreaterThan(10 * 60_000);
    expect(Math.max(...waits)).toBeLessThan(HOUR_MS + 60_000);
    expect(stage.log.writes.length).toBeLessThan(14);
  });

  it('finds those that are due among many calls that are still under way', async () => {
    for (const n of numbers(1, 900)) {
      await stage.clock.run(keep(firstOf(twilioCall(n)), stage.outbox));
    }
    for (const n of numbers(1, 5)) await keepOnly(n);
    let sweeps = 0;
    for (; stage.log.rows.size < 5 && sweeps < 100; sweeps += 1) await sweepOnce();
    expect(written()).toHaveLength(5);
    expect(stage.log.writes).toHaveLength(5);
  });
});

describe('what is wrong with one call', () => {
  it('is never in the way of the others', async () => {
    for (const n of numbers(1, 6)) await keepOnly(n);
    stage.log.come = (callId) => (callId === 'miitel:3' ? { is: 'later', code: 'odd' } : { is: 'written' });
    for (let round = 0; round < 5; round += 1) await sweepOnce();
    expect(written()).toEqual([1, 2, 4, 5, 6].map((n) => `miitel:${n}`));
    expect(openCalls(stage)).toBe(1);
  });

  it('is not in the way either when its document is spoilt', async () => {
    for (const n of numbers(1, 3)) await keepOnly(n);
    const spoilt = stage.fake.documents.get(nameOf('miitel:2'));
    Object.assign(spoilt ?? {}, { data: { report: 'x' } });
    await sweepOnce();
    expect(written()).toEqual(['miitel:1', 'miitel:3']);
    expect(await stage.clock.run(listOutbox(stage.outbox))).toMatchObject([
      { callId: 'miitel:2', state: 'dead', code: 'unreadable' },
    ]);
    await take(2);
    expect(written()).toContain('miitel:2');
  });

  it('is forgotten when its document never came, but not before an hour', async () => {
    stage.fake.fault = (path, method) => (path === 'Documents' && method === 'POST' ? 500 : undefined);
    await expect(keepOnly(1)).rejects.toThrow();
    stage.fake.fault = () => undefined;
    await sweepOnce();
    expect(openCalls(stage)).toBe(1);
    await stage.clock.pass(HOUR_MS + 60_000);
    await sweepOnce();
    expect(openCalls(stage)).toBe(0);
  });
});

describe('a place that refuses for good', () => {
  const refuse = (...fields: string[]) =>
    ({ is: 'refused', code: 'CB_VA01', fields }) as ReturnType<OutboxStage['log']['come']>;

  it('gets the rest of the row when it names a field', async () => {
    stage.log.come = (_callId, without) => (without.includes('rep') ? { is: 'written' } : refuse('rep'));
    await take(1);
    expect(stage.log.rows.get('miitel:1')).not.toHaveProperty('rep');
    expect(stage.log.rows.get('miitel:1')).toMatchObject({ result: '応答', phone_number: '03-1234-5601' });
    expect(stage.log.writes).toHaveLength(2);
    expect(openCalls(stage)).toBe(0);

    await stage.clock.run(accept(lastOf(miitelCall(1)), stage.outbox));
    expect(stage.log.writes).toHaveLength(3);
    expect(stage.log.rows.get('miitel:1')?.summary).toBe('要点 1');
  });

  it.each([
    ['names no field', refuse()],
    ['refuses the rest as well', refuse('rep')],
  ])('makes a dead letter when it %s', async (_name, result) => {
    stage.log.come = () => result;
    await take(1);
    await stage.clock.pass(24 * HOUR_MS);
    await sweepOnce();
    expect(stage.log.writes.length).toBeLessThanOrEqual(2);
    expect(openCalls(stage)).toBe(0);
    expect(await stage.clock.run(listOutbox(stage.outbox))).toMatchObject([
      { callId: 'miitel:1', state: 'dead', code: 'CB_VA01' },
    ]);
    expect(stage.fake.documents.get(nameOf('miitel:1'))?.ttl).toBe(0);
    expect(stage.lines.some((line) => line.includes('log-dead-letter') && line.includes('"error"'))).toBe(
      true,
    );
  });

  it('is tried again when an admin says so, or when more is known of the call', async () => {
    stage.log.come = () => refuse();
    await take(1);
    await take(2);
    stage.log.come = () => ({ is: 'written' });
    expect(await stage.clock.run(retryCall('miitel:1', stage.outbox))).toBe(true);
    await sweepOnce();
    await stage.clock.run(accept(lastOf(miitelCall(2)), stage.outbox));
    expect(written()).toEqual(['miitel:1', 'miitel:2']);
    expect(await stage.clock.run(listOutbox(stage.outbox))).toEqual([]);
  });

  it('is left in peace when an admin drops the call', async () => {
    stage.log.come = () => refuse();
    await take(1);
    stage.log.come = () => ({ is: 'later', code: 'kintone-unavailable' });
    await take(2);
    expect(await stage.clock.run(listOutbox(stage.outbox))).toHaveLength(2);
    expect(await stage.clock.run(dropCall('miitel:1', stage.outbox))).toBe(true);
    expect(await stage.clock.run(dropCall('miitel:2', stage.outbox))).toBe(true);
    expect(await stage.clock.run(listOutbox(stage.outbox))).toEqual([]);
    stage.log.come = () => ({ is: 'written' });
    await stage.clock.pass(HOUR_MS);
    await sweepOnce();
    expect(written()).toEqual([]);
    expect(await stage.clock.run(dropCall('miitel:9', stage.outbox))).toBe(false);
    expect(await stage.clock.run(retryCall('miitel:9', stage.outbox))).toBe(false);
  });
});
