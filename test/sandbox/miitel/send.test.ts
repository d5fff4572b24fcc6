import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendMiiTelDelivery } from '../../../sandbox/miitel/send';
import { WebhookApp } from './webhook-app';

const SECRET = 'the-miitel-secret';

let app: WebhookApp;

beforeEach(async () => {
  app = await WebhookApp.start();
});

afterEach(() => app.stop());

const target = () => ({ to: app.address, secret: SECRET });

describe('a delivery', () => {
  it('comes as the vendor sends it', async () => {
    await sendMiiTelDelivery('analysis', target());
    const [delivered] = app.received;
    expect(delivered).toMatchObject({ method: 'POST', url: '/miitel-webhook' });
    expect(delivered?.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'MiiTel-Webhook/v1',
      authorization: `Bearer ${SECRET}`,
    });
  });

  it('comes without the header where the admin has set none', async () => {
    await sendMiiTelDelivery('analysis', { ...target(), secret: null });
    expect(app.received[0]?.headers).not.toHaveProperty('authorization');
  });

  const EVENTS: Array<[Parameters<typeof sendMiiTelDelivery>[0], string[]]> = [
    ['call', ['analysis', 'minutes']],
    ['doubled', ['analysis', 'analysis', 'minutes', 'minutes']],
    ['out-of-order', ['minutes', 'analysis']],
    ['unanswered', ['analysis']],
    ['transfer', ['analysis', 'minutes']],
    ['meeting', ['meeting']],
  ];
  it.each(EVENTS)('%s: comes as %j, doubled ones alike to the byte', async (kind, events) => {
    const sent = await sendMiiTelDelivery(kind, target());
    expect(sent.answers.map(({ event }) => event)).toEqual(events);
    const seen = app.bodies().map(({ call, video }) => {
      const [part = {}] = (call as { details: object[] } | undefined)?.details ?? [];
      const ofCall = 'minutes' in part ? 'minutes' : 'analysis';
      return video ? 'meeting' : ofCall;
    });
    expect(seen).toEqual(events);
    expect(new Set(app.received.map(({ text }) => text)).size).toBe(new Set(events).size);
  });

  it('says what came back, and goes on whatever it is', async () => {
    app.reply = ({ text }) =>
      text.includes('"minutes"')
        ? { status: 200 }
        : { status: 400, body: JSON.stringify({ error: { code: 'bad-request', message: '…' } }) };
    expect(await sendMiiTelDelivery('call', target())).toMatchObject({
      ok: false,
      answers: [
        { event: 'analysis', status: 400, code: 'bad-request' },
        { event: 'minutes', status: 200, code: null },
      ],
    });
  });

  it('is not delivered where nobody listens', async () => {
    const { to, secret } = target();
    await app.stop();
    const sent = await sendMiiTelDelivery('minutes', { to, secret });
    expect(sent).toMatchObject({ ok: false, answers: [{ status: null }] });
    app = await WebhookApp.start();
  });
});

describe('the handshake', () => {
  const challengeOf = (text: string) => (JSON.parse(text) as { challenge: string }).challenge;

  it('is content with the challenge alone, as plain text', async () => {
    app.reply = ({ text }) => ({ status: 200, type: 'text/plain', body: challengeOf(text) });
    expect(await sendMiiTelDelivery('challenge', target())).toMatchObject({ ok: true, call: undefined });
    expect(app.bodies()[0]).toMatchObject({ challenge: expect.any(String), call: expect.any(Object) });
  });

  it.each([
    ['another text', { type: 'text/plain', body: 'hello' }],
    ['HTML around it', { type: 'text/html' }],
    ['nothing', { type: 'text/plain', body: '' }],
  ])('is not content with %s', async (_, reply) => {
    app.reply = ({ text }) => ({ status: 200, body: challengeOf(text), ...reply });
    expect(await sendMiiTelDelivery('challenge', target())).toMatchObject({ ok: false });
  });
});
