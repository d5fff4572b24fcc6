import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTwilio, type TwilioStandIn } from '../../sandbox/twilio/index';
import { REP, type RepAtPhone, repAtPhone } from './rep-at-phone';
import { newCall, openStage, type Stage } from './stage';

describe('the limits of a rep, kept in the Sync of the Twilio stand-in', () => {
  let stage: Stage;
  let rep: RepAtPhone;
  let standIn: TwilioStandIn;

  beforeAll(async () => {
    stage = await openStage({}, async ({ twilio }) => {
      standIn = await startTwilio({
        account: {
          sid: twilio.accountSid,
          authToken: twilio.authToken,
          apiKeySid: twilio.apiKeySid,
          apiKeySecret: twilio.apiKeySecret,
        },
        application: { sid: twilio.applicationSid, voiceUrl: 'https://localhost/call-phone' },
        numbers: [twilio.fromNumber],
        syncServiceSid: twilio.syncServiceSid,
      });
      return standIn.origin;
    });
    rep = repAtPhone(stage);
  });
  afterAll(async () => {
    await stage.stop();
    await standIn.stop();
  });

  it('let one call after another through', async () => {
    await rep.endCall(await rep.dialled());
    const second = await rep.dialled();
    stage.twilio.calls.set(second, 'in-progress');
    await rep.refusedFor('second-call');
    await rep.endCall(second);
    await rep.endCall(await rep.dialled());
    expect(stage.functions.output()).not.toMatch(/limits-|turn-kept/);
  });

  it.each([
    ['a rep’s first day', 'client:suzuki_2Eichiro'],
    ['a later day', `client:${REP}`],
  ])('let one of five at once through on %s', async (_name, From) => {
    // Sync allows an object 20 reads and writes a second.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const sids = Array.from({ length: 5 }, newCall);
    sids.forEach((sid) => stage.twilio.calls.set(sid, 'ringing'));
    const answers = await Promise.all(sids.map((CallSid) => rep.call({ CallSid, From })));
    expect(answers.filter(({ text }) => text.includes('<Dial'))).toHaveLength(1);
  });

  it('let no flood through that makes Sync refuse', async () => {
    const From = 'client:tanaka_2Emisaki';
    const sids = Array.from({ length: 30 }, newCall);
    sids.forEach((sid) => stage.twilio.calls.set(sid, 'ringing'));
    const answers = await Promise.all(sids.map((CallSid) => rep.call({ CallSid, From })));
    expect(answers.filter(({ text }) => text.includes('<Dial')).length).toBeLessThanOrEqual(1);
    expect(stage.functions.output()).toContain('"limits-busy"');
    expect(stage.functions.output()).not.toContain('limits-skipped');
  });
});
