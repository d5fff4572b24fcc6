import { describe, expect, it } from 'vitest';
import { accept } from '../../../twilio-functions/outbox/accept';
import { statement, WEIGHT, type CallReport } from '../../../twilio-functions/outbox/call-report';
import { mergeReports } from '../../../twilio-functions/outbox/merge';
import { rowOf } from '../../../twilio-functions/outbox/row';
import { sweep } from '../../../twilio-functions/outbox/sweep';
import type { SyncFault } from './fake-sync';
import { KINTONE, openCalls, openOutboxStage, type OutboxStage } from './outbox-stage';
import { miitelCall, twilioCall } from './sample-calls';

const numbers = (most: number) => Array.from({ length: most }, (_, at) => at + 1);

/** The row that a call must have in the end, from all that was ever said of it. */
function rowFor(parts: CallReport[]) {
  const [{ callId } = { callId: '' }] = parts;
  const customer = statement(callId, WEIGHT.settled, { customer: { match: 'none' } });
  return rowOf([...parts, customer].reduce(mergeReports), KINTONE);
}

function shuffle<T>(all: T[], stage: OutboxStage): T[] {
  return all
    .map((one) => ({ one, key: stage.clock.random() }))
    .sort((left, right) => left.key - right.key)
    .map(({ one }) => one);
}

describe('1,000 deliveries in a burst, 30 % doubled, in any order, one in ten requests failing', () => {
  it('make each call exactly one whole row', async () => {
    const stage = openOutboxStage(7);
    const faults: SyncFault[] = [429, 500, 'silent-before', 'silent-after'];
    const chance = (one: number) => stage.clock.random() < one;
    let isWell = false;
    stage.fake.fault = () =>
      !isWell && chance(0.1) ? faults[Math.floor(stage.clock.random() * faults.length)] : undefined;
    stage.log.come = (callId, without) => {
      if (callId === 'miitel:13') return { is: 'refused', code: 'CB_VA01', fields: ['memo'] };
      if (callId === 'miitel:14' && !without.includes('rep')) {
        return { is: 'refused', code: 'CB_VA01', fields: ['rep'] };
      }
      if (isWell || !chance(0.1)) return { is: 'written' };
      return chance(0.5) ? 'lost' : { is: 'later', code: 'kintone-unavailable' };
    };

    const calls = [...numbers(85).map(twilioCall), ...numbers(130).map((n) => miitelCall(n))];
    const once = calls.flat();
    const all = shuffle([...once, ...once.slice(0, 1000 - once.length)], stage);
    expect(all).toHaveLength(1000);
    expect((1000 - once.length) / once.length).toBeGreaterThan(0.29);

    const began = performance.now();
    let resent = 0;
    async function send(part: CallReport): Promise<void> {
      for (;;) {
        try {
          return await accept(part, stage.outbox);
        } catch {
          resent += 1;
          await stage.clock.pause(2000);
        }
      }
    }
    // 30 at a time, as many as the platform runs at once.
    const waiting = [...all];
    const sender = async () => {
      for (let part = waiting.shift(); part; part = waiting.shift()) await send(part);
    };
    await stage.clock.run(Promise.all(numbers(30).map(sender)));
    const seconds = (performance.now() - began) / 1000;

    for (let round = 0; round < 400 && openCalls(stage) > 0; round += 1) {
      await stage.clock.pass(120_000);
      isWell = round > 5;
      await stage.clock.run(sweep({ outbox: stage.outbox, sync: stage.sync })).catch(() => undefined);
    }

    const rows = new Map(stage.log.rows);
    for (const parts of calls) {
      const callId = parts[0]?.callId ?? '';
      const { rep, ...rest } = rowFor(parts);
      if (callId === 'miitel:13') expect(rows.has(callId)).toBe(false);
      else if (callId === 'miitel:14') expect(rows.get(callId)).toEqual(rest);
      else expect(rows.get(callId), callId).toEqual({ rep, ...rest });
      rows.delete(callId);
    }
    expect(rows.size).toBe(0);
    expect(openCalls(stage)).toBe(0);
    expect([...(stage.fake.maps.get('outbox-dead')?.keys() ?? [])]).toHaveLength(1);

    const heap = Math.round(process.memoryUsage().heapUsed / 1e6);
    const perSecond = Math.round(1000 / seconds);
    console.log(
      `burst: ${perSecond} deliveries a second, ${heap} MB of heap, ${resent} sent again, ` +
        `${stage.fake.requests.length} requests to Sync, ${stage.log.writes.length} to kintone for ${calls.length} calls`,
    );
  });
});

describe('20 calls a second', () => {
  it('bring no object of Sync to its limit of 20 writes a second', async () => {
    const stage = openOutboxStage(3);
    const calls = numbers(400).map(twilioCall);
    const second = [0, 200, 1300, 4000, 4050, 4200];
    await stage.clock.run(
      Promise.all(
        calls.flatMap((parts, at) =>
          parts.map(async (part, order) => {
            await stage.clock.pause(at * 50 + (second[order] ?? 0));
            await accept(part, stage.outbox);
          }),
        ),
      ),
    );
    expect(stage.log.rows.size).toBe(400);
    expect(stage.fake.busiest()).toBeLessThanOrEqual(20);
    expect(stage.lines.filter((line) => !line.includes('log-written'))).toEqual([]);
    console.log(`20 calls a second: at most ${stage.fake.busiest()} writes a second to one object of Sync`);
  });
});
