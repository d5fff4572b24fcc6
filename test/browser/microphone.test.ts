import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../../sandbox/browser';
import { openStage, type Stage } from './stage';
import { failed, MINATO } from './acts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage?.close());

describe.each([
  ['denied', 'マイクの使用が許可されていません', 'mic-denied', '許可後に発信'],
  ['none', 'マイクが見つかりません', 'mic-missing', '接続後に発信'],
] as const)('a microphone that is %s', (microphone, told, code, again) => {
  it('is told before anybody’s phone rings, again on a second try, and never leaves the phone stuck', async () => {
    const browser = await launchBrowser(inject('browser'), { microphone });
    try {
      const rep = await stage.rep({ browser });
      rep.expectComplaint(failed(code));
      const before = stage.sandbox.twilio.calls().length;
      await rep.openCustomer(MINATO);
      await rep.clicks('発信');
      await rep.sees(told, 'there was no microphone and the rep was told something else');
      await rep.sees(code, 'the administrator has no code to look up');
      await rep.clicks(again);
      await rep.sees(told, 'after a second try without a microphone the phone said nothing');
      await rep.clicks('閉じる');
      await rep.clicks('発信');
      await rep.sees(told, 'after closing the message 発信 did nothing any more');
      expect(stage.sandbox.twilio.calls().length, 'a customer’s phone rang for a rep nobody can hear').toBe(
        before,
      );
    } finally {
      await browser.close();
    }
  });
});

describe('the microphone', () => {
  it('is on in a call only', async () => {
    const rep = await stage.rep();
    await rep.openCustomer(MINATO);
    await rep.page.mouse.move(10, 10);
    await rep.button('発信').hover();
    await rep.page.waitForTimeout(500);
    expect(await rep.liveMicrophones(), 'pointing at 発信 switched the microphone on').toBe(0);
    await rep.clicks('発信');
    await stage.callee.answers();
    await rep.sees('通話中', 'the customer had picked up and the rep did not know');
    expect(await rep.liveMicrophones()).toBeGreaterThan(0);
    await rep.clicks('切断');
    await rep.sees('通話を終了しました', 'the call could not be ended');
    await expect
      .poll(() => rep.liveMicrophones(), { message: 'the call was over and the browser still listened' })
      .toBe(0);
  });
});
