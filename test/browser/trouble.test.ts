import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MICROPHONE_TONE_HZ } from '../../sandbox/browser';
import { APPS } from '../../sandbox/world';
import type { Rep } from './rep';
import { openStage, type Stage } from './stage';

const MINATO = 1;
const NETWORK = /Failed to load resource|net::ERR_/;
/** The Voice SDK writes its own troubles to the console. */
const VOICE_SDK = /TwilioVoice|twilio/i;

let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ functionsEnv: { BLOCKED_REPS: 'suzuki.ichiro' } });
});
afterEach(() => stage.clear());
afterAll(() => stage?.close());

async function repAtMinato(as?: string): Promise<Rep> {
  const rep = await stage.rep(as ? { as } : {});
  await rep.openCustomer(MINATO);
  return rep;
}

/** Whatever went wrong: once it is mended, one click makes a call. */
async function canCallAgain(rep: Rep, button: string | RegExp): Promise<void> {
  await stage.callee.policy({ callee: 'answer', afterMs: 100 });
  await rep.clicks(button);
  await rep.sees('通話中', 'the trouble was over and the rep still could not call');
  await rep.clicks('切断');
  await rep.sees('通話を終了しました', 'the call after the trouble could not be ended');
}

async function inCall(rep: Rep): Promise<void> {
  await rep.clicks('発信');
  await stage.callee.answers();
  await rep.sees('通話中', 'the customer had picked up and the rep did not know');
}

describe('no token', () => {
  it('for a rep whose phone is taken away: told so, by name', async () => {
    const rep = await repAtMinato('suzuki.ichiro');
    rep.expectComplaint(NETWORK);
    await rep.clicks('発信');
    await rep.sees('電話の利用が停止されています', 'a rep who may not phone was not told why');
    await rep.sees('rep-blocked', 'the administrator has no code to look up');
    expect(await stage.callee.liveCalls()).toBe(0);
  });

  it('while the Functions are down: told, and calls when they are up', async () => {
    const rep = await repAtMinato();
    rep.expectComplaint(NETWORK);
    await stage.sandbox.stopFunctions();
    try {
      await rep.clicks('発信');
      await rep.sees('電話サービスに接続できません', 'the service was down and the rep waited for nothing');
    } finally {
      await stage.sandbox.startFunctions();
    }
    await canCallAgain(rep, '再試行');
  });

  it('while kintone is slow: told after 5 s, and calls when it is quick', async () => {
    const rep = await repAtMinato();
    stage.sandbox.kintone.faults.add({ path: '/k/v1/record.json', method: 'POST', slowMs: 8000, times: 1 });
    await rep.clicks('発信');
    await rep.sees('準備しています', 'the rep saw nothing while kintone took its time');
    await rep.sees('sign-in-slow', 'kintone was slow and the rep waited for ever', 7000);
    await canCallAgain(rep, '再試行');
  });

  it('while kintone is slow behind the Function: told within 8 s', async () => {
    const rep = await repAtMinato();
    rep.expectComplaint(NETWORK);
    stage.sandbox.kintone.faults.add({ path: '/k/v1/record.json', method: 'GET', slowMs: 9000, times: 1 });
    await rep.clicks('発信');
    await rep.sees('kintone-unavailable', 'kintone was slow and the rep waited for ever', 8500);
    await canCallAgain(rep, '再試行');
  });

  it('when the kintone log-in is over: told to log in, and calls after that', async () => {
    const rep = await repAtMinato();
    rep.expectComplaint(NETWORK);
    stage.sandbox.kintone.world.sessions.clear();
    await rep.clicks('発信');
    await rep.sees('kintoneのログインが切れています', 'the rep was logged out and was told something else');
    const tab = await rep.context.newPage();
    await tab.goto(`${stage.sandbox.world.origins.kintone}/k/`);
    await tab.close();
    await canCallAgain(rep, '再試行');
  });

  it('while the laptop is offline: told so, and calls when it is back', async () => {
    const rep = await repAtMinato();
    rep.expectComplaint(NETWORK);
    await rep.context.setOffline(true);
    await rep.clicks('発信');
    await rep.sees('インターネットに接続できません', 'the laptop was offline and the rep blamed the phone');
    await rep.context.setOffline(false);
    await canCallAgain(rep, '再試行');
  });

  it('for a rep without the right to add a sign-in record: told whom to ask for what', async () => {
    const rep = await repAtMinato();
    rep.expectComplaint(NETWORK);
    const signInApp = stage.sandbox.kintone.world.apps.get(APPS.signIn);
    const everyone = signInApp?.permissions.find(({ to }) => to === 'everyone');
    expect(everyone).toBeDefined();
    const granted = everyone?.rights ?? [];
    Object.assign(everyone ?? {}, { rights: ['view'] });
    await rep.clicks('発信');
    await rep.sees('電話を使う権限がありません', 'a rep without permission was not told whom to ask');
    Object.assign(everyone ?? {}, { rights: granted });
  });

  it('that Twilio refuses: renewed once, then told, and calls when it is taken again', async () => {
    const rep = await repAtMinato();
    rep.expectComplaint(VOICE_SDK);
    await stage.callee.faults({ listenError: { code: 20101, close: false } });
    await rep.clicks('発信');
    await rep.sees('token-refused', 'Twilio refused the token and the rep waited for ever');
    await stage.callee.faults({});
    await canCallAgain(rep, '再試行');
  });

  it('that expired between two calls: renewed without a word', async () => {
    const rep = await repAtMinato();
    rep.expectComplaint(VOICE_SDK);
    await inCall(rep);
    await rep.clicks('切断');
    await rep.sees('通話を終了しました', 'the first call could not be ended');
    await rep.page.evaluate(({ key, token }) => sessionStorage.setItem(key, token), await expiredToken(rep));
    let signIns = 0;
    rep.page.on('request', (request) => {
      signIns += request.url().endsWith('/token') ? 1 : 0;
    });
    await canCallAgain(rep, 'かけ直す');
    expect(signIns, 'the expired token was not the one that was used: this test shows nothing').toBe(1);
  });
});

/** The rep's kept token as it is an hour later on a laptop whose clock stood still. */
async function expiredToken(rep: Rep): Promise<{ key: string; token: string }> {
  const key = 'kintone-phone.token.sato.hanako';
  const kept = JSON.parse((await rep.page.evaluate((name) => sessionStorage.getItem(name), key)) ?? '{}');
  const [header = '', payload = ''] = String(kept.token).split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const old = Buffer.from(JSON.stringify({ ...claims, exp: Math.floor(Date.now() / 1000) - 3600 })).toString(
    'base64url',
  );
  const signature = createHmac('sha256', stage.sandbox.world.twilio.apiKeySecret)
    .update(`${header}.${old}`)
    .digest('base64url');
  return { key, token: JSON.stringify({ ...kept, token: `${header}.${old}.${signature}` }) };
}

describe('signalling', () => {
  it('lost in a call: told, and the call goes on', async () => {
    const rep = await repAtMinato();
    rep.expectComplaint(VOICE_SDK);
    rep.expectComplaint(/WebSocket/);
    await inCall(rep);
    await stage.callee.faults({ dropSockets: true });
    await rep.page.waitForTimeout(1500);
    await rep.sees(/^通話中/, 'a short loss of the connection ended the call');
    await rep.hears(MICROPHONE_TONE_HZ, 'after a short loss of the connection the rep heard nothing');
    expect(await stage.callee.liveCalls(), 'a short loss of the connection ended the call').toBe(1);
    await rep.clicks('切断');
    await rep.sees('通話を終了しました', 'after a short loss of the connection 切断 did nothing');
    await expect.poll(() => stage.callee.liveCalls(), { message: 'the customer stayed on the line' }).toBe(0);
  });

  it('lost in a call for good: told to hold on, then that it is over, after 20 s', async () => {
    const rep = await repAtMinato();
    rep.expectComplaint(VOICE_SDK);
    rep.expectComplaint(/WebSocket/);
    await inCall(rep);
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
    await canCallAgain(rep, 'かけ直す');
  });

  it('lost while it rings: told, the microphone is off, and the next call works', async () => {
    const rep = await repAtMinato();
    rep.expectComplaint(VOICE_SDK);
    rep.expectComplaint(/WebSocket/);
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
    await canCallAgain(rep, 'かけ直す');
  });

  it('that never answers the call: told after 15 s', async () => {
    const rep = await repAtMinato();
    rep.expectComplaint(VOICE_SDK);
    await stage.callee.faults({ invite: 'never-answered' });
    await rep.clicks('発信');
    await rep.sees('発信しています', 'the rep saw nothing while the call was set up');
    await rep.sees('connect-slow', 'the call was never set up and the rep waited for ever', 18_000);
    await stage.callee.faults({});
    await canCallAgain(rep, '再試行');
  });

  it('is well and no audio comes: told after 5 s, not before', async () => {
    const rep = await repAtMinato();
    rep.expectComplaint(VOICE_SDK);
    await stage.callee.faults({ media: 'silent' });
    await inCall(rep);
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
    const rep = await repAtMinato();
    rep.expectComplaint(VOICE_SDK);
    await inCall(rep);
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
    await canCallAgain(rep, /かけ直す|再試行/);
  });
});
