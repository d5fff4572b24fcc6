import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MICROPHONE_TONE_HZ } from '../../sandbox/browser';
import { callAndTalk, canCallAgain, failed, repAtMinato, VOICE_SDK } from './acts';
import { openStage, type Stage } from './stage';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage?.close());

describe('signalling', () => {
  it('lost in a call: told, and the call goes on', async () => {
    const rep = await repAtMinato(stage);
    rep.expectComplaint(VOICE_SDK);
    await callAndTalk(stage, rep);
    // Refused at first, or the line is back before anyone could read that it was gone.
    await stage.callee.faults({ dropSockets: true, signalling: 'refused' });
    await rep.sees('再接続しています', 'the connection was lost and the rep talked to nobody');
    await stage.callee.faults({});
    await rep.sees(/^通話中/, 'a short loss of the connection ended the call', 15_000);
    await rep.hears(MICROPHONE_TONE_HZ, 'after a short loss of the connection the rep heard nothing');
    expect(await stage.callee.liveCalls(), 'a short loss of the connection ended the call').toBe(1);
    await rep.clicks('切断');
    await rep.sees('通話を終了しました', 'after a short loss of the connection 切断 did nothing');
    await expect.poll(() => stage.callee.liveCalls(), { message: 'the customer stayed on the line' }).toBe(0);
  });

  it('lost in a call for good: told to hold on, then that it is over, after 20 s', async () => {
    const rep = await repAtMinato(stage);
    rep.expectComplaint(failed('connection-lost'));
    rep.expectComplaint(VOICE_SDK);
    await callAndTalk(stage, rep);
    await stage.callee.faults({ dropSockets: true, signalling: 'refused' });
    await rep.sees('再接続しています', 'the connection was lost and the rep talked to nobody');
    await rep.sees(
      '電話サービスとの接続が切れました',
      'the rep was kept waiting for a connection that was gone',
      30_000,
    );
    await stage.callee.faults({});
    await expect
      .poll(() => stage.callee.liveCalls(), { message: 'the customer stayed on the line', timeout: 15_000 })
      .toBe(0);
    await canCallAgain(stage, rep, 'かけ直す');
  });

  it('lost while it rings: told, the microphone is off, and the next call works', async () => {
    const rep = await repAtMinato(stage);
    rep.expectComplaint(failed('connection-lost'));
    rep.expectComplaint(VOICE_SDK);
    await rep.clicks('発信');
    const { callSid } = await stage.callee.rings();
    await rep.sees('呼び出し中', 'the rep never learned that it rings');
    await stage.callee.faults({ dropSockets: true });
    await rep.sees(
      '電話サービスとの接続が切れました',
      'the connection was lost and the rep waited for an answer',
    );
    expect(await rep.liveMicrophones(), 'the microphone stayed on after the call was lost').toBe(0);
    await expect
      .poll(async () => (await stage.callee.call(callSid))?.endedAt ?? null, {
        message: 'the customer’s phone rang on for nobody',
      })
      .not.toBeNull();
    await canCallAgain(stage, rep, 'かけ直す');
  });

  it('that never answers the call: told after 15 s', async () => {
    const rep = await repAtMinato(stage);
    rep.expectComplaint(failed('connect-slow'));
    rep.expectComplaint(VOICE_SDK);
    await stage.callee.faults({ invite: 'never-answered' });
    await rep.clicks('発信');
    await rep.sees('発信しています', 'the rep saw nothing while the call was set up');
    await rep.sees('connect-slow', 'the call was never set up and the rep waited for ever', 18_000);
    await stage.callee.faults({});
    await canCallAgain(stage, rep, '再試行');
  });

  it('is well and no audio comes: told after 5 s, not before', async () => {
    const rep = await repAtMinato(stage);
    rep.expectComplaint(VOICE_SDK);
    await stage.callee.faults({ media: 'silent' });
    await callAndTalk(stage, rep);
    expect(await rep.told()).not.toMatch('相手の声が届いていません');
    await rep.sees(
      '相手の声が届いていません',
      'no voice came and the rep thought the customer was silent',
      10_000,
    );
    await rep.clicks('切断');
    await rep.sees('通話を終了しました', 'a call without audio could not be ended');
  });
});

describe('a Function that Twilio cannot reach', () => {
  it('ends the call with words, and the next one works', async () => {
    const rep = await repAtMinato(stage);
    rep.expectComplaint(VOICE_SDK);
    await callAndTalk(stage, rep);
    await rep.clicks('切断');
    await rep.sees('通話を終了しました', 'the first call could not be ended');
    await stage.sandbox.stopFunctions();
    try {
      await rep.clicks('かけ直す');
      await rep.sees(
        /発信できません|つながりませんでした/,
        'the call was lost inside and the rep waited for ever',
        20_000,
      );
    } finally {
      await stage.sandbox.startFunctions();
    }
    await canCallAgain(stage, rep, /かけ直す|再試行/);
  });
});
