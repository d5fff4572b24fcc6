import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RepPage } from './support/rep-page';
import { accessToken, Stage } from './support/stage';

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.start();
});

afterEach(() => stage.stop());

async function listen(token: string): Promise<RepPage> {
  const page = stage.keep(await RepPage.open(stage.twilio.origin));
  page.send('listen', { token });
  return page;
}

const seconds = (offset: number) => Math.floor(Date.now() / 1000) + offset;

describe('listening', () => {
  it('tells identity and time to live of a good token', async () => {
    const page = await listen(accessToken());
    expect(await page.next('connected')).toMatchObject({
      edge: 'tokyo',
      token: { identity: 'sato_2Ehanako', ttl: expect.closeTo(600, -1) },
    });
  });

  it.each([
    ['a wrong signature', accessToken({}, 'another secret'), 20101],
    ['another account', accessToken({ sub: 'AC0' }), 20101],
    ['another key', accessToken({ iss: 'SK0' }), 20101],
    ['no voice grant', accessToken({ grants: { identity: 'sato' } }), 20101],
    [
      'an identity Twilio does not allow',
      accessToken({ grants: { identity: 'sato.hanako', voice: {} } }),
      20101,
    ],
    ['no token at all', 'nonsense', 20101],
    ['a token that is over', accessToken({ exp: seconds(-1) }), 20104],
  ])('refuses %s', async (_what, token, code) => {
    const page = await listen(token);
    expect(await page.next('error')).toMatchObject({ error: { code } });
    await page.next('close');
  });

  it('sends heartbeats', { timeout: 8000 }, async () => {
    const page = await stage.page();
    await expect.poll(() => page.heartbeats, { timeout: 7000 }).toBeGreaterThan(0);
  });

  it('registers and unregisters', async () => {
    const page = await stage.page();
    page.send('register', { media: { audio: true } });
    await page.next('ready');
    page.send('register', { media: { audio: false } });
    await page.next('offline');
  });

  it('passes over what is no frame', async () => {
    const page = await stage.page();
    page.socket.send('{"type":');
    page.send('invite', { callsid: 7 });
    page.send('dance', {});
    page.send('register', { media: { audio: true } });
    await page.next('ready');
  });
});

describe('a token over time', () => {
  it('refuses a new call once the token is over, and takes a fresh one', async () => {
    const page = await stage.page(accessToken({ exp: seconds(1) }));
    await expect.poll(() => Date.now() / 1000 >= seconds(0), { timeout: 3000 }).toBe(true);
    await new Promise((resolve) => {
      setTimeout(resolve, 1100);
    });
    await page.invite();
    expect(await page.next('error')).toMatchObject({ error: { code: 20104 } });
    expect(await page.next('hangup')).toMatchObject({ error: { code: 20104 } });
    expect(stage.app.received).toEqual([]);
    page.send('listen', { token: accessToken() });
    await page.next('connected');
    await page.invite();
    await page.next('ringing');
  });

  it('does not call for a token of another application', async () => {
    const grants = { identity: 'sato', voice: { outgoing: { application_sid: 'AP0' } } };
    const page = await stage.page(accessToken({ grants }));
    await page.invite();
    expect(await page.next('hangup')).toMatchObject({ error: { code: 31001 } });
  });
});

describe('a lost socket', () => {
  it('comes back to an answered call by its reconnect token', async () => {
    const { page, callSid } = await stage.ringing();
    await stage.act(callSid, 'answer');
    const { reconnect } = await page.next('answer');
    const sdp = await page.offer();
    stage.twilio.setFaults({ dropSockets: true });
    const again = await stage.page();
    again.send('invite', { callsid: callSid, reconnect, sdp, twilio: {} });
    expect(await again.next('answer')).toMatchObject({ callsid: callSid, sdp: expect.any(String) });
    await stage.act(callSid, 'hang-up');
    await again.next('hangup');
    expect(stage.app.at('/call-phone')).toHaveLength(1);
  });

  it('comes back to nothing with a wrong reconnect token', async () => {
    const { page, callSid } = await stage.ringing();
    await stage.act(callSid, 'answer');
    await page.next('answer');
    const thief = await stage.page();
    thief.send('invite', { callsid: callSid, reconnect: 'guess', sdp: 'v=0', twilio: {} });
    expect(await thief.next('hangup')).toMatchObject({ error: { code: 31404 } });
    expect(stage.twilio.calls()[0]?.status).toBe('in-progress');
  });

  it('ends a call that still rings', async () => {
    await stage.ringing();
    stage.twilio.setFaults({ dropSockets: true });
    await expect.poll(() => stage.twilio.calls()[0]?.status).toBe('canceled');
    await expect.poll(() => stage.twilio.openSockets()).toBe(0);
  });
});

describe('faults of the gateway', () => {
  it('is slow: frames come late, in their order', async () => {
    const page = stage.keep(await RepPage.open(stage.twilio.origin));
    stage.twilio.setFaults({ signalling: 'slow' });
    page.send('listen', { token: accessToken() });
    page.send('register', { media: { audio: true } });
    await new Promise((resolve) => {
      setTimeout(resolve, 500);
    });
    expect(page.types()).toEqual([]);
    stage.twilio.setFaults({});
    page.send('register', { media: { audio: false } });
    await page.next('offline');
    expect(page.types()).toEqual(['connected', 'ready', 'offline']);
  });

  it('refuses new sockets', async () => {
    stage.twilio.setFaults({ signalling: 'refused' });
    await expect(RepPage.open(stage.twilio.origin)).rejects.toThrow('503');
  });

  it.each([true, false])('refuses to listen, closing: %s', async (close) => {
    stage.twilio.setFaults({ listenError: { code: 31000, close } });
    const page = await listen(accessToken());
    expect(await page.next('error')).toMatchObject({ error: { code: 31000 } });
    page.send('register', { media: { audio: true } });
    await page.next('error');
    expect(page.types().includes('close')).toBe(close);
  });

  it('never answers an invite', async () => {
    stage.twilio.setFaults({ invite: 'never-answered' });
    const page = await stage.page();
    await page.invite();
    page.send('register', { media: { audio: true } });
    await page.next('ready');
    expect(stage.twilio.calls()).toEqual([]);
  });

  it('ends an invite with an error', async () => {
    stage.twilio.setFaults({ invite: { code: 31480 } });
    const page = await stage.page();
    await page.invite();
    expect(await page.next('hangup')).toMatchObject({ error: { code: 31480 } });
  });
});
