import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeMuLaw } from '../../../sandbox/twilio/media/mu-law';
import { ToneMeter } from '../../../sandbox/twilio/media/tone-meter';
import { Stage } from './support/stage';

function tone(hz: number) {
  return (index: number) =>
    Uint8Array.from({ length: 160 }, (_, i) =>
      encodeMuLaw(Math.round(8000 * Math.sin((2 * Math.PI * hz * (index * 160 + i)) / 8000))),
    );
}

function loudest(frames: readonly Uint8Array[]): number {
  const meter = new ToneMeter();
  frames.slice(-25).forEach((frame) => meter.push(frame));
  return meter.measure().hz;
}

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.start();
});

afterEach(() => stage.stop());

const only = () => stage.twilio.calls()[0];

describe('media', () => {
  it('carries a known tone to the callee and back, after a Japanese ringback tone', async () => {
    const { page, callSid } = await stage.ringing();
    page.play(tone(1000));
    await expect.poll(() => page.heardFrames.length, { timeout: 4000 }).toBeGreaterThan(25);
    expect(loudest(page.heardFrames)).toBeGreaterThan(380);
    expect(loudest(page.heardFrames)).toBeLessThan(420);
    expect(only()?.heard).toEqual({ hz: 0, level: 0 });
    await stage.act(callSid, 'answer');
    await expect.poll(() => only()?.heard.hz, { timeout: 4000 }).toBe(1000);
    page.forget();
    await expect.poll(() => page.heardFrames.length, { timeout: 4000 }).toBeGreaterThan(50);
    expect(loudest(page.heardFrames)).toBe(1000);
    expect(only()).toMatchObject({ rtpReceived: expect.any(Number), speaking: true });
    expect(only()?.rtpSent).toBeGreaterThan(50);
    await stage.act(callSid, 'silence');
    page.forget();
    await expect.poll(() => page.heardFrames.length, { timeout: 4000 }).toBeGreaterThan(30);
    expect(loudest(page.heardFrames)).toBe(0);
  });

  it('sends not one packet when told to be silent', async () => {
    stage.twilio.setFaults({ media: 'silent' });
    const { page, callSid } = await stage.ringing();
    page.play(tone(600));
    await stage.act(callSid, 'answer');
    await expect.poll(() => only()?.rtpReceived, { timeout: 4000 }).toBeGreaterThan(20);
    expect(only()?.rtpSent).toBe(0);
    expect(page.heardFrames).toEqual([]);
  });

  it(
    'ends a call whose page has lost its line once its audio stops as well',
    { timeout: 15_000 },
    async () => {
      const { page, callSid } = await stage.ringing();
      page.play(tone(600));
      await stage.act(callSid, 'answer');
      await expect.poll(() => only()?.rtpReceived, { timeout: 4000 }).toBeGreaterThan(20);
      page.socket.terminate();
      const atLoss = only()?.rtpReceived ?? 0;
      // Three seconds of audio without a line.
      await expect.poll(() => only()?.rtpReceived, { timeout: 6000 }).toBeGreaterThan(atLoss + 150);
      expect(only()?.repStatus).toBe('in-progress');
      page.close();
      await expect.poll(() => only()?.repStatus, { timeout: 6000 }).toBe('completed');
    },
  );

  it('offers nothing but this machine and PCMU', async () => {
    const page = await stage.page();
    await page.invite();
    const sdp = String((await page.next('ringing')).sdp);
    const candidates = sdp.split('\r\n').filter((line) => line.startsWith('a=candidate:'));
    expect(candidates.length).toBeGreaterThan(0);
    expect(candidates.every((line) => line.split(' ')[4] === '127.0.0.1')).toBe(true);
    expect(sdp).toMatch(/m=audio \d+ \S+ 0( 126)?\r\n/);
  });

  it('ends a call whose offer cannot be answered', async () => {
    const page = await stage.page();
    page.send('invite', { callsid: page.temporarySid, sdp: 'v=0', twilio: { params: 'To=%2B81312345601' } });
    expect(await page.next('hangup')).toMatchObject({ error: { code: 31000 } });
  });

  it('collects keys that come over the socket', async () => {
    const { page, callSid } = await stage.ringing();
    page.send('dtmf', { callsid: callSid, dtmf: '1w#3' });
    await expect.poll(() => only()?.dtmf).toBe('1#3');
  });
});
