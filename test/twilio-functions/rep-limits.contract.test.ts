import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { REFUSED, REP, type RepAtPhone, repAtPhone } from './rep-at-phone';
import { newCall, NO_CALL_LOG, openStage, type Stage } from './stage';

let stage: Stage;
let rep: RepAtPhone;

beforeAll(async () => {
  stage = await openStage(NO_CALL_LOG);
  rep = repAtPhone(stage);
  stage.plant('819012345678', '09012345678');
});
afterAll(() => stage.stop());
beforeEach(() => stage.twilio.forget());

describe('the limits of /call-phone', () => {
  it('let one of two at once through', async () => {
    const sids = [newCall(), newCall()];
    sids.forEach((sid) => stage.twilio.calls.set(sid, 'ringing'));
    const answers = await Promise.all(sids.map((CallSid) => rep.call({ CallSid })));
    expect(answers.filter(({ text }) => text.includes('<Dial'))).toHaveLength(1);
    expect(stage.twilio.messages).toEqual([
      { call: expect.stringMatching(/^CA/), content: { kind: 'refused', code: 'second-call' } },
    ]);
  });

  it('let one of ten at once through, also of a rep who has called before', async () => {
    await rep.endCall(await rep.dialled());
    const sids = Array.from({ length: 10 }, newCall);
    sids.forEach((sid) => stage.twilio.calls.set(sid, 'in-progress'));
    const answers = await Promise.all(sids.map((CallSid) => rep.call({ CallSid })));
    expect(answers.filter(({ text }) => text.includes('<Dial'))).toHaveLength(1);
  });

  it('are a rep’s own', async () => {
    await rep.dialled();
    await rep.dialled({ From: 'client:suzuki_2Eichiro' });
  });

  it('do not lock a rep out when /dial-ended was lost', async () => {
    const first = await rep.dialled();
    stage.twilio.calls.set(first, 'in-progress');
    await rep.refusedFor('second-call');
    stage.twilio.calls.set(first, 'completed');
    await rep.dialled();
  });

  it('are not freed by the call that was refused', async () => {
    const first = await rep.dialled();
    stage.twilio.calls.set(first, 'in-progress');
    const second = newCall();
    await rep.call({ CallSid: second });
    await rep.endCall(second);
    await rep.refusedFor('second-call');
    await rep.endCall(first);
    await rep.dialled();
  });

  it('are 30 calls an hour', async () => {
    for (let count = 0; count < 30; count += 1) {
      await rep.endCall(await rep.dialled());
    }
    await rep.refusedFor('hour-limit');
    await rep.dialled({ From: 'client:suzuki_2Eichiro' });
  });

  it('are 200 calls a day', async () => {
    const twoHoursAgo = Math.floor(Date.now() / 1000) - 7200;
    const began = Array.from({ length: 200 }, (_, at) => twoHoursAgo - (200 - at) * 60);
    stage.twilio.documents.set(`rep-calls-${REP}`, { data: { live: null, began }, revision: 5 });
    await rep.refusedFor('day-limit');
    stage.twilio.documents.set(`rep-calls-${REP}`, {
      data: { live: null, began: began.slice(1) },
      revision: 6,
    });
    await rep.dialled();
  });

  it('survive a document that someone spoiled', async () => {
    stage.twilio.documents.set(`rep-calls-${REP}`, { data: { live: 'x', began: '{' }, revision: 1 });
    await rep.dialled();
  });

  it.each<[string, number | 'silent']>([
    ['silent', 'silent'],
    ['broken', 500],
  ])('wait half a second for a Sync that is %s, and warn', async (_name, fault) => {
    stage.twilio.faults.set('/Documents', fault);
    const began = Date.now();
    const sid = await rep.dialled();
    expect(Date.now() - began).toBeLessThan(3000);
    expect(stage.functions.output()).toMatch(new RegExp(`"level":"warn".*"limits-skipped".*"call":"${sid}"`));
  });

  it.each<[number, string]>([
    [401, 'setup-incomplete'],
    [403, 'setup-incomplete'],
    [429, 'second-call'],
  ])('let nothing through when Sync answers %i', async (status, code) => {
    stage.twilio.faults.set('/Documents', status);
    await rep.refusedFor(code);
  });

  it('hang up all the same when the page cannot be told', async () => {
    stage.twilio.faults.set('UserDefinedMessages', 'silent');
    expect(await rep.call({ To: '110' })).toMatchObject({ status: 200, text: REFUSED });
    stage.twilio.faults.set('UserDefinedMessages', 500);
    expect(await rep.call({ To: '110' })).toMatchObject({ status: 200, text: REFUSED });
    expect(stage.functions.output()).toContain('"page-not-told"');
  });
});
