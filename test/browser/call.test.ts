import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MICROPHONE_TONE_HZ } from '../../sandbox/browser';
import { openStage, type Stage } from './stage';
import { MINATO } from './acts';

describe('a call', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.clear());
  afterAll(() => stage?.close());

  it('is answered, carries the voice both ways, and the rep hangs up', async () => {
    const rep = await stage.rep();
    await rep.openCustomer(MINATO);
    await rep.clicks('発信');
    await rep.sees('呼び出し中', 'the rep never learned that it rings');
    await rep.sees('みなと商事', 'the rep could not see who is being called');
    const { callSid } = await stage.callee.answers();
    await rep.sees('通話中', 'the customer had picked up and the rep did not know');

    await expect
      .poll(async () => Math.abs(((await stage.callee.current())?.heard.hz ?? 0) - MICROPHONE_TONE_HZ) < 15, {
        timeout: 10_000,
        message: 'the customer did not hear the rep',
      })
      .toBe(true);
    await rep.hears(MICROPHONE_TONE_HZ, 'the rep did not hear the customer');
    const before = await stage.callee.current();
    await expect
      .poll(async () => {
        const now = await stage.callee.current();
        return (
          (now?.rtpReceived ?? 0) > (before?.rtpReceived ?? 0) && (now?.rtpSent ?? 0) > (before?.rtpSent ?? 0)
        );
      })
      .toBe(true);

    await rep.clicks('切断');
    await rep.sees('通話を終了しました', 'the rep hung up and could not tell whether the line was closed');
    const call = await stage.callee.call(callSid);
    expect(call, 'the customer’s phone showed something else than the company’s number').toMatchObject({
      to: '+81312345601',
      callerId: '+815012345678',
      identity: 'sato_2Ehanako',
    });
    await expect
      .poll(async () => (await stage.callee.call(callSid))?.status, {
        message: 'the rep had hung up, and the customer was still on the line',
      })
      .toBe('completed');
  });

  it('is ended by the callee', async () => {
    const rep = await stage.rep();
    await rep.openCustomer(MINATO);
    await rep.clicks('発信');
    const { callSid } = await stage.callee.answers();
    await rep.sees('通話中', 'the customer had picked up and the rep did not know');
    await stage.callee.act(callSid, 'hang-up');
    await rep.sees('相手が電話を切りました', 'the customer had gone and the rep kept talking');
  });

  it.each([
    ['busy', '話し中でした', 'the line was busy and the rep was left to guess'],
    ['decline', '話し中でした', 'the customer declined and the rep was left to guess'],
    ['no-answer', '応答がありませんでした', 'nobody answered and the rep was left to guess'],
    ['unreachable', 'つながりませんでした', 'the number does not exist and the rep was left to guess'],
  ] as const)('that ends with %s says so', async (callee, told, suffered) => {
    await stage.callee.policy({ callee, afterMs: 300 });
    const rep = await stage.rep();
    await rep.openCustomer(MINATO);
    await rep.clicks('発信');
    await rep.sees(told, suffered);
    expect(await stage.callee.liveCalls(), 'a call went on after the rep was told that it is over').toBe(0);
    await stage.callee.policy({ callee: 'answer', afterMs: 100 });
    await rep.clicks('かけ直す');
    await rep.sees('通話中', 'after a call that was not answered the rep could not call again');
    await rep.clicks('切断');
    await rep.sees('通話を終了しました', 'the second call could not be ended');
  });

  it('is cancelled while it rings', async () => {
    const rep = await stage.rep();
    await rep.openCustomer(MINATO);
    await rep.clicks('発信');
    const { callSid } = await stage.callee.rings();
    await rep.sees('呼び出し中', 'the rep never learned that it rings');
    await rep.clicks('切断');
    await rep.sees('発信を取りやめました', 'the rep cancelled and could not tell whether it still rings');
    await expect
      .poll(async () => (await stage.callee.call(callSid))?.endedAt ?? null, {
        message: 'the rep had cancelled, and the customer’s phone rang on',
      })
      .not.toBeNull();
  });

  it('is one call however often the rep clicks', async () => {
    const rep = await stage.rep();
    await rep.openCustomer(MINATO);
    await rep.page.evaluate(() => {
      const button = [...document.querySelectorAll('button')].find(({ innerText }) =>
        innerText.includes('発信'),
      );
      button?.click();
      button?.click();
    });
    const { callSid } = await stage.callee.rings();
    await rep.sees('呼び出し中', 'two clicks at once left the rep without a call');
    expect(await stage.callee.liveCalls(), 'two clicks rang the customer twice').toBe(1);
    await stage.callee.act(callSid, 'answer');
    await rep.sees('通話中', 'two clicks at once left the rep without a call');
    const before = (await stage.callee.calls()).length;

    await rep.page.waitForTimeout(700);
    await rep.button('切断').dblclick();
    await rep.sees('通話を終了しました', 'a double click on 切断 did not end the call');
    // Long enough for a wrong second click to have rung the customer.
    await rep.page.waitForTimeout(1500);
    expect((await stage.callee.calls()).length, 'a double click on 切断 rang the customer again').toBe(
      before,
    );
    await rep.sees('通話を終了しました', 'a double click on 切断 hid how the call had ended');
  });

  it('speaks English to a rep who uses kintone in English', async () => {
    const rep = await stage.rep({ as: 'tanaka.misaki', language: 'en' });
    await rep.page.goto(`${stage.sandbox.world.origins.kintone}/k/1/show#record=${MINATO}`);
    await rep.clicks('Call');
    await stage.callee.answers();
    await expect
      .poll(() => rep.page.getByRole('region', { name: 'Call' }).innerText(), {
        message: 'a rep who reads English saw no state of the call',
      })
      .toMatch(/On a call/);
  });
});
