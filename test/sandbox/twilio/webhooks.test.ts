import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Received } from './support/functions-app';
import { dialTwiml, PUBLIC, twiml } from './support/functions-app';
import { ACCOUNT, Stage } from './support/stage';

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.start();
});

afterEach(() => stage.stop());

function isSigned({ url, headers, params }: Received): boolean {
  const signature = String(headers['x-twilio-signature']);
  return validateRequest(ACCOUNT.authToken, signature, PUBLIC + url, params);
}

async function wholeCall(): Promise<void> {
  const { page, callSid } = await stage.ringing();
  await stage.act(callSid, 'busy');
  await page.next('hangup');
  await expect.poll(() => stage.app.at('/rep-status').length).toBeGreaterThan(0);
}

describe('webhooks', () => {
  it('are signed over the public URL so that the vendor’s own check accepts them', async () => {
    await wholeCall();
    const kinds = stage.app.received.map(({ url }) => url.split('?')[0]);
    expect(new Set(kinds)).toEqual(new Set(['/call-phone', '/call-status', '/dial-ended', '/rep-status']));
    expect(stage.app.received.filter((received) => !isSigned(received))).toEqual([]);
  });

  it('keep a query exactly as it was written', async () => {
    const query = "?b=2&a=%E3%81%82&a=1&c=it's";
    stage.app.replies.set('/call-phone', () =>
      twiml(
        `<Dial callerId="+815012345678" answerOnBridge="true" action="${PUBLIC}/dial-ended${query.replaceAll('&', '&amp;')}">` +
          '<Number>+81312345601</Number></Dial>',
      ),
    );
    const { page, callSid } = await stage.ringing();
    await stage.act(callSid, 'busy');
    await page.next('hangup');
    const [received] = stage.app.at('/dial-ended');
    expect(received?.url).toBe(`/dial-ended${query}`);
    expect(received && isSigned(received)).toBe(true);
  });

  it('can be signed wrongly on purpose', async () => {
    stage.twilio.setFaults({ webhooks: [{ path: '/call-phone', badSignature: true }] });
    await wholeCall();
    expect(stage.app.at('/call-phone').map(isSigned)).toEqual([false]);
  });

  it('are tried again as the fragment of their URL says, and the fragment is neither sent nor signed', async () => {
    let tries = 0;
    stage.app.replies.set('/rep-status', () => ({ status: (tries += 1) < 3 ? 500 : 200 }));
    await wholeCall();
    await expect.poll(() => stage.app.at('/rep-status').length).toBe(3);
    expect(stage.app.at('/rep-status').every((one) => one.url === '/rep-status' && isSigned(one))).toBe(true);
    const entries = stage.twilio.webhooks().filter(({ kind }) => kind === 'application-status');
    expect(entries.map(({ attempt, status }) => [attempt, status])).toEqual([
      [1, 500],
      [2, 500],
      [3, 200],
    ]);
  });

  it('can be dropped, doubled and delayed', async () => {
    stage.twilio.setFaults({
      webhooks: [
        { path: '/call-status', drop: true, times: 1 },
        { path: '/dial-ended', double: true },
        { path: '/call-phone', delayMs: 300 },
      ],
    });
    const started = Date.now();
    await wholeCall();
    expect(Date.now() - started).toBeGreaterThanOrEqual(300);
    await expect.poll(() => stage.app.at('/dial-ended').length).toBe(2);
    await expect
      .poll(() => stage.app.at('/call-status').map(({ params }) => params.CallStatus))
      .toEqual(['ringing', 'busy']);
  });
});

describe('TwiML that cannot be used', () => {
  it.each([
    ['no document', { type: 'text/xml', body: 'nope' }, 12100],
    ['another root', { type: 'text/xml', body: '<Answer/>' }, 12200],
    ['an unknown verb', twiml('<Gather/>'), 12200],
    ['a client to dial', twiml('<Dial callerId="+815012345678"><Client>tanaka</Client></Dial>'), 12200],
    ['plain text', { type: 'text/plain', body: 'hello' }, 12300],
    ['an error of the server', { status: 500 }, 11200],
    ['a refusal', { status: 403, type: 'text/xml', body: '<Response/>' }, 11200],
  ])('ends the call with an error: %s', async (_what, reply, code) => {
    stage.app.replies.set('/call-phone', () => reply);
    const page = await stage.page();
    await page.invite();
    expect(await page.next('hangup')).toMatchObject({ error: { code: 31005 } });
    expect(stage.twilio.calls()[0]).toMatchObject({ status: 'failed', alerts: [{ code }] });
  });

  it('ends the call when nobody is there to answer', async () => {
    await stage.app.stop();
    const page = await stage.page();
    await page.invite();
    expect(await page.next('hangup')).toMatchObject({ error: { code: 31005 } });
  });

  it('waits for a slow answer', async () => {
    stage.app.replies.set('/call-phone', () => ({ ...dialTwiml(), delayMs: 1000 }));
    const page = await stage.page();
    await page.invite();
    await page.next('ringing');
  });
});
