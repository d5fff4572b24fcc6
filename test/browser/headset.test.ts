import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MICROPHONE_TONE_HZ } from '../../sandbox/browser';
import { callAndTalk, repAtMinato } from './acts';
import type { Rep } from './rep';
import { openStage, type Stage } from './stage';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage?.close());

/** Lets the test change the headset: the browser's list of devices says what `changeHeadset` called it last. */
async function wearHeadset(rep: Rep): Promise<void> {
  await rep.page.evaluate(() => {
    const devices = navigator.mediaDevices;
    const list = devices.enumerateDevices.bind(devices);
    document.body.dataset.headset = 'first';
    devices.enumerateDevices = async () =>
      (await list()).map(({ kind, deviceId, groupId, label }) => ({
        kind,
        deviceId,
        groupId,
        label: `${document.body.dataset.headset} ${label}`,
        toJSON: () => undefined,
      }));
  });
}

/** As the browser says it when the headset is pulled out, or another one becomes the computer's default. */
async function changeHeadset(rep: Rep, name: string): Promise<void> {
  await rep.page.evaluate((label) => {
    document.body.dataset.headset = label;
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
  }, name);
  // Long enough for the Voice SDK to look at its devices and to ask for the microphone.
  await rep.page.waitForTimeout(600);
}

async function customerHearsRep(suffered: string): Promise<void> {
  await expect
    .poll(async () => Math.abs(((await stage.callee.current())?.heard.hz ?? 0) - MICROPHONE_TONE_HZ) < 15, {
      timeout: 8_000,
      message: suffered,
    })
    .toBe(true);
}

async function microphoneIsOff(rep: Rep, suffered: string): Promise<void> {
  await expect.poll(() => rep.liveMicrophones(), { message: suffered }).toBe(0);
}

describe('a headset that changes', () => {
  it('in a call: the customer hears the rep in this call and in the next one', async () => {
    const rep = await repAtMinato(stage);
    await wearHeadset(rep);
    await callAndTalk(stage, rep);
    await changeHeadset(rep, 'second');
    await customerHearsRep('after a change of the headset the customer heard nothing');
    await rep.clicks('切断');
    await rep.sees('通話を終了しました', 'after a change of the headset 切断 did nothing');
    await microphoneIsOff(rep, 'the call was over and the browser still listened');
    await rep.clicks('かけ直す');
    await stage.callee.answers();
    await rep.sees('通話中', 'the customer had picked up and the rep did not know');
    await customerHearsRep('in the call after a change of the headset the customer heard nothing');
    await rep.clicks('切断');
    await microphoneIsOff(rep, 'the second call was over and the browser still listened');
  });

  it('in a call and again after it: the microphone stays off', async () => {
    const rep = await repAtMinato(stage);
    await wearHeadset(rep);
    await callAndTalk(stage, rep);
    await changeHeadset(rep, 'second');
    await rep.clicks('切断');
    await rep.sees('通話を終了しました', 'after a change of the headset 切断 did nothing');
    await changeHeadset(rep, 'third');
    await microphoneIsOff(rep, 'a headset that was plugged in with no call switched the microphone on');
  });

  it('just as the rep hangs up: the microphone stays off, and the next call is heard', async () => {
    const rep = await repAtMinato(stage);
    await wearHeadset(rep);
    await callAndTalk(stage, rep);
    await rep.page.evaluate(() => {
      const devices = navigator.mediaDevices;
      const open = devices.getUserMedia.bind(devices);
      // A headset over Bluetooth takes its time; longer than changeHeadset() waits.
      devices.getUserMedia = async (constraints) => {
        await new Promise((resolve) => setTimeout(resolve, 1500));
        return open(constraints);
      };
    });
    await changeHeadset(rep, 'second');
    await rep.clicks('切断', 0);
    await rep.sees('通話を終了しました', 'a change of the headset kept the call from ending');
    await rep.page.waitForTimeout(2000);
    await microphoneIsOff(rep, 'the call was over and the browser listened on for a headset');
    await rep.clicks('かけ直す');
    await stage.callee.answers();
    await customerHearsRep('in the call after a change of the headset the customer heard nothing');
  });
});
