import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { APPS } from '../../sandbox/world';
import { callAndTalk, canCallAgain, failed, MINATO, NETWORK, repAtMinato, VOICE_SDK } from './acts';
import type { Rep } from './rep';
import { openStage, type Stage } from './stage';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ functionsEnv: { BLOCKED_REPS: 'suzuki.ichiro' } });
});
afterEach(() => stage.clear());
afterAll(() => stage?.close());

/** The rep's kept token as it is an hour later on a laptop whose clock stood still. */
async function expiredToken(rep: Rep): Promise<{ key: string; token: string }> {
  const key = `kintone-phone.token.${stage.sandbox.world.origins.functions}.sato.hanako`;
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

describe('no token', () => {
  it('for a rep whose phone is taken away: told so, by name', async () => {
    const rep = await repAtMinato(stage, 'suzuki.ichiro');
    rep.expectComplaint(failed('rep-blocked'));
    rep.expectComplaint(NETWORK);
    await rep.clicks('発信');
    await rep.sees('電話の利用が停止されています', 'a rep who may not phone was not told why');
    await rep.sees('rep-blocked', 'the administrator has no code to look up');
    expect(await stage.callee.liveCalls()).toBe(0);
  });

  it('while the Functions are down: told, and calls when they are up', async () => {
    const rep = await repAtMinato(stage);
    rep.expectComplaint(failed('service-unreachable'));
    rep.expectComplaint(NETWORK);
    await stage.sandbox.stopFunctions();
    try {
      await rep.clicks('発信');
      await rep.sees('電話サービスに接続できません', 'the service was down and the rep waited for nothing');
    } finally {
      await stage.sandbox.startFunctions();
    }
    await canCallAgain(stage, rep, '再試行');
  });

  it('while kintone is slow: told after 5 s, and calls when it is quick', async () => {
    const rep = await repAtMinato(stage);
    rep.expectComplaint(failed('sign-in-slow'));
    stage.sandbox.kintone.faults.add({ path: '/k/v1/record.json', method: 'POST', slowMs: 8000, times: 1 });
    await rep.clicks('発信');
    await rep.sees('準備しています', 'the rep saw nothing while kintone took its time');
    await rep.sees('sign-in-slow', 'kintone was slow and the rep waited for ever', 7000);
    await canCallAgain(stage, rep, '再試行');
  });

  it('while kintone is slow behind the Function: told within 8 s', async () => {
    const rep = await repAtMinato(stage);
    rep.expectComplaint(failed('kintone-unavailable'));
    rep.expectComplaint(NETWORK);
    stage.sandbox.kintone.faults.add({ path: '/k/v1/record.json', method: 'GET', slowMs: 9000, times: 1 });
    await rep.clicks('発信');
    await rep.sees('kintone-unavailable', 'kintone was slow and the rep waited for ever', 8500);
    await canCallAgain(stage, rep, '再試行');
  });

  it('when the kintone log-in is over: told to log in, and calls after that', async () => {
    const rep = await repAtMinato(stage);
    rep.expectComplaint(failed('login-over'));
    rep.expectComplaint(NETWORK);
    stage.sandbox.kintone.world.sessions.clear();
    await rep.clicks('発信');
    await rep.sees('kintoneのログインが切れています', 'the rep was logged out and was told something else');
    const tab = await rep.context.newPage();
    await tab.goto(`${stage.sandbox.world.origins.kintone}/k/`);
    await tab.close();
    await canCallAgain(stage, rep, '再試行');
  });

  it('while the laptop is offline: told so, and calls when it is back', async () => {
    const rep = await repAtMinato(stage);
    rep.expectComplaint(failed('offline'));
    rep.expectComplaint(NETWORK);
    await rep.context.setOffline(true);
    await rep.clicks('発信');
    await rep.sees('インターネットに接続できません', 'the laptop was offline and the rep blamed the phone');
    await rep.context.setOffline(false);
    await canCallAgain(stage, rep, '再試行');
  });

  it('for a rep without the right to add a sign-in record: told whom to ask for what', async () => {
    const rep = await repAtMinato(stage);
    rep.expectComplaint(failed('no-permission'));
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
    const rep = await repAtMinato(stage);
    rep.expectComplaint(failed('token-refused'));
    rep.expectComplaint(VOICE_SDK);
    await stage.callee.faults({ listenError: { code: 20101, close: false } });
    await rep.clicks('発信');
    await rep.sees('token-refused', 'Twilio refused the token and the rep waited for ever');
    await stage.callee.faults({});
    await canCallAgain(stage, rep, '再試行');
  });

  it('that expired between two calls: renewed without a word', async () => {
    const rep = await repAtMinato(stage);
    rep.expectComplaint(VOICE_SDK);
    await callAndTalk(stage, rep);
    await rep.clicks('切断');
    await rep.sees('通話を終了しました', 'the first call could not be ended');
    await rep.page.evaluate(({ key, token }) => sessionStorage.setItem(key, token), await expiredToken(rep));
    let signIns = 0;
    rep.page.on('request', (request) => {
      signIns += request.url().endsWith('/token') ? 1 : 0;
    });
    await canCallAgain(stage, rep, 'かけ直す');
    expect(signIns, 'the expired token was not the one that was used: this test shows nothing').toBe(1);
  });

  it('that nobody needs yet: on a list and on a record without a number none is asked for', async () => {
    const rep = await stage.rep();
    const kintone = stage.sandbox.world.origins.kintone;
    let signIns = 0;
    rep.page.on('request', (request) => {
      signIns += request.method() === 'POST' && request.url().includes('/k/v1/record') ? 1 : 0;
    });
    await rep.page.goto(`${kintone}/k/1/`);
    await rep.page.evaluate(() => localStorage.setItem('kintone-phone.called.sato.hanako', '1'));
    await rep.page.reload();
    await rep.page.waitForTimeout(1500);
    await rep.openCustomer(6);
    await rep.page.waitForTimeout(1500);
    expect(signIns, 'a rep who only read was signed in to the phone on every page').toBe(0);
    await rep.openCustomer(MINATO);
    await expect
      .poll(() => signIns, { timeout: 5000, message: 'a rep who calls daily had to wait for the sign-in' })
      .toBe(1);
  });
});
