import { beforeEach, describe, expect, it } from 'vitest';
import { accept } from '../../../twilio-functions/outbox/accept';
import { statement, WEIGHT } from '../../../twilio-functions/outbox/call-report';
import { mergeReports } from '../../../twilio-functions/outbox/merge';
import { CUT_MARK } from '../../../twilio-functions/outbox/minutes';
import { rowOf } from '../../../twilio-functions/outbox/row';
import { nameOf } from '../../../twilio-functions/outbox/store';
import { sweep } from '../../../twilio-functions/outbox/sweep';
import { SyncUnavailable } from '../../../twilio-functions/outbox/sync-objects';
import { KINTONE, openCalls, openOutboxStage, type OutboxStage } from './outbox-stage';
import { firstOf, lastOf, miitelCall, twilioCall } from './sample-calls';

let stage: OutboxStage;
beforeEach(() => {
  stage = openOutboxStage();
});

const take = (report: Parameters<typeof accept>[0], outbox = stage.outbox) =>
  stage.clock.run(accept(report, outbox));
const sweepOnce = () => stage.clock.run(sweep({ outbox: stage.outbox, sync: stage.sync }));
const none = { customer: { match: 'none' } } as const;
const rowFor = (reports: ReturnType<typeof twilioCall>) =>
  rowOf([...reports, statement(firstOf(reports).callId, WEIGHT.settled, none)].reduce(mergeReports), KINTONE);
const DAY_S = 86_400;

describe('accepting a report', () => {
  it('writes a call of MiiTel at once, and remembers it for 30 days', async () => {
    const [analysis] = miitelCall(1);
    await take(analysis ?? firstOf([]));
    expect(stage.log.rows.get('miitel:1')).toEqual(rowFor([firstOf(miitelCall(1))]));
    expect(openCalls(stage)).toBe(0);
    expect(stage.fake.documents.get(nameOf('miitel:1'))?.ttl).toBe(30 * DAY_S);
  });

  it('does nothing for a part that is known', async () => {
    await take(lastOf(miitelCall(1)));
    stage.fake.requests.length = 0;
    await take(lastOf(miitelCall(1)));
    await take(firstOf(miitelCall(1)));
    expect(stage.fake.requests).toEqual(Array(2).fill(`GET Documents/${nameOf('miitel:1')}`));
    expect(stage.log.writes).toHaveLength(1);
  });

  it('writes the row again when a late part changes it', async () => {
    const [analysis, minutes] = miitelCall(1);
    await take(analysis ?? firstOf([]));
    await stage.clock.pass(20 * DAY_S * 1000);
    await take(minutes ?? firstOf([]));
    expect(stage.log.rows.get('miitel:1')?.summary).toBe('要点 1');
    expect(stage.log.writes).toHaveLength(2);
    expect(openCalls(stage)).toBe(0);
  });

  it('writes a call of Twilio once, when all of it is known', async () => {
    const [last, ...others] = twilioCall(1).reverse();
    for (const part of others.reverse()) {
      await take(part);
      expect(stage.log.writes).toHaveLength(0);
    }
    await take(last ?? firstOf([]));
    expect(stage.log.rows.get(firstOf(twilioCall(1)).callId)).toEqual(rowFor(twilioCall(1)));
    expect([stage.log.writes.length, stage.customerQuestions]).toEqual([1, 1]);
    expect(openCalls(stage)).toBe(0);
  });

  it('costs kintone two requests a call in every order of its parts', async () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      stage = openOutboxStage(seed);
      const { random } = stage.clock;
      const parts = twilioCall(1).sort(() => random() - 0.5);
      for (const part of parts) await take(part);
      await stage.clock.pass(6000);
      await sweepOnce();
      expect(stage.log.rows.get(firstOf(parts).callId)).toEqual(rowFor(parts));
      expect([stage.log.writes.length, stage.customerQuestions]).toEqual([1, 1]);
    }
  });

  it('waits five seconds for what is lost, and then leaves it to a sweep', async () => {
    const parts = twilioCall(1).slice(0, -1);
    for (const part of parts) await take(part);
    await sweepOnce();
    expect(stage.log.writes).toHaveLength(0);
    await stage.clock.pass(5000);
    await sweepOnce();
    expect(stage.log.rows.get(firstOf(parts).callId)).toEqual(rowFor(parts));
  });

  it('keeps all parts that come at the same moment', async () => {
    const parts = twilioCall(1);
    await stage.clock.run(Promise.all(parts.map((part) => accept(part, stage.another()))));
    await stage.clock.pass(6000);
    await sweepOnce();
    expect(stage.log.rows.get(firstOf(parts).callId)).toEqual(rowFor(parts));
    expect(openCalls(stage)).toBe(0);
  });

  it('keeps minutes of 30 kB, cut with a mark and with the link to the whole', async () => {
    const text = Array.from({ length: 10_500 }, (_, at) =>
      String.fromCharCode(0x4e00 + ((at * 7919 + at * at * 31) % 6000)),
    ).join('');
    expect(Buffer.byteLength(text)).toBeGreaterThan(30_000);
    const report = lastOf(miitelCall(1, text));
    await take(report);
    await take(report);
    const { summary = '', source_url: url } = stage.log.rows.get('miitel:1') ?? {};
    expect(String(summary).endsWith(CUT_MARK)).toBe(true);
    expect(text.startsWith(String(summary).slice(0, -CUT_MARK.length))).toBe(true);
    expect(String(summary).length).toBeGreaterThan(4000);
    expect(url).toBe('https://sandbox.miitel.example/app/calls/1');
    expect(stage.log.writes).toHaveLength(1);
  });
});

describe('when Sync is not to be had', () => {
  it('says so, so that the sender sends again', async () => {
    stage.fake.fault = () => 500;
    await expect(take(firstOf(miitelCall(1)))).rejects.toThrow(SyncUnavailable);
    stage.fake.fault = () => undefined;
    await take(firstOf(miitelCall(1)));
    expect(stage.log.rows.size).toBe(1);
  });

  it('gives up after six seconds, and sooner when told so', async () => {
    stage.fake.meanwhile = () => stage.clock.pause(60_000);
    const began = stage.clock.now();
    await expect(take(firstOf(miitelCall(1)))).rejects.toThrow(SyncUnavailable);
    expect(stage.clock.now() - began).toBe(6000);
    await expect(stage.clock.run(accept(firstOf(miitelCall(2)), stage.outbox, 1500))).rejects.toThrow('1500');
  });

  it('rides out a moment in which it is busy', async () => {
    let refused = 0;
    stage.fake.fault = () => ((refused += 1) % 3 === 0 ? undefined : 429);
    await take(firstOf(miitelCall(1)));
    expect(stage.log.rows.size).toBe(1);
  });
});

describe('work after keeping', () => {
  it('takes two seconds at most, however long kintone takes', async () => {
    stage.log.takes = 60_000;
    const began = stage.clock.now();
    await take(firstOf(miitelCall(1)));
    expect(stage.clock.now() - began).toBeLessThanOrEqual(2200);
    expect(openCalls(stage)).toBe(1);
  });

  it('takes two seconds at most, however long Sync takes to note what came of it', async () => {
    stage.fake.meanwhile = async () => {
      if (stage.log.writes.length > 0) await stage.clock.pause(60_000);
    };
    const began = stage.clock.now();
    await take(firstOf(miitelCall(1)));
    expect(stage.clock.now() - began).toBeLessThanOrEqual(2200);
  });

  it('is not even tried once kintone has failed twice in a row', async () => {
    stage.log.come = () => ({ is: 'later', code: 'kintone-unavailable' });
    for (const n of [1, 2, 3, 4]) await take(firstOf(miitelCall(n)));
    expect(stage.log.writes).toEqual(['miitel:1', 'miitel:2']);
    stage.log.come = () => ({ is: 'written' });
    await stage.clock.pass(3_600_000);
    await sweepOnce();
    expect([...stage.log.rows.keys()].sort()).toEqual(['miitel:1', 'miitel:2', 'miitel:3', 'miitel:4']);
  });
});

describe('two at once', () => {
  it('write once: the claim decides', async () => {
    const report = firstOf(miitelCall(1));
    stage.log.takes = 500;
    await stage.clock.run(Promise.all([1, 2, 3].map(() => accept(report, stage.another()))));
    await sweepOnce();
    expect(stage.log.writes).toHaveLength(1);
    expect(openCalls(stage)).toBe(0);
  });

  it('never lose a part that comes while the other is written', async () => {
    const [analysis, minutes] = miitelCall(1);
    stage.log.takes = 500;
    await stage.clock.run(
      Promise.all([
        accept(analysis ?? firstOf([]), stage.outbox),
        stage.clock.pause(300).then(() => accept(minutes ?? firstOf([]), stage.another())),
      ]),
    );
    await sweepOnce();
    expect(stage.log.rows.get('miitel:1')?.summary).toBe('要点 1');
    expect(openCalls(stage)).toBe(0);
  });

  it('never lose a part that comes between the end of a call and its leaving the index', async () => {
    const [analysis, minutes] = miitelCall(1);
    let isIn = false;
    stage.fake.meanwhile = async (_path, method) => {
      if (method === 'DELETE' && !isIn) {
        isIn = true;
        stage.log.come = () => ({ is: 'later', code: 'kintone-unavailable' });
        await accept(minutes ?? firstOf([]), stage.another());
      }
    };
    await take(analysis ?? firstOf([]));
    expect(isIn).toBe(true);
    expect(openCalls(stage)).toBe(1);
    stage.log.come = () => ({ is: 'written' });
    await stage.clock.pass(3_600_000);
    await sweepOnce();
    expect(stage.log.rows.get('miitel:1')?.summary).toBe('要点 1');
    expect(openCalls(stage)).toBe(0);
  });
});
