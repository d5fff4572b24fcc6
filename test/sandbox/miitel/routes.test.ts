import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { miitelRoutes } from '../../../sandbox/miitel/routes';
import type { TwilioStandIn } from '../../../sandbox/twilio/index';
import { startTwilio } from '../../../sandbox/twilio/index';
import { ACCOUNT, APPLICATION_SID, SYNC_SID } from '../twilio/support/stage';
import { WebhookApp } from './webhook-app';

const SECRET = 'the-miitel-secret';
const KINTONE = 'http://localhost:8080';

let app: WebhookApp;
let host: TwilioStandIn;

beforeEach(async () => {
  app = await WebhookApp.start();
  host = await startTwilio({
    account: ACCOUNT,
    application: { sid: APPLICATION_SID, voiceUrl: 'https://localhost:3000/call-phone' },
    numbers: [],
    syncServiceSid: SYNC_SID,
    allowedOrigins: [KINTONE],
    guests: miitelRoutes({ to: app.address, secret: SECRET }),
  });
});

afterEach(() => Promise.all([host.stop(), app.stop()]));

function command(body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${host.origin}/sandbox/miitel`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

describe('MiiTel’s control route', () => {
  it('sends what is asked for, of the customer and the rep that are named', async () => {
    const answer = await command(
      {
        kind: 'call',
        customer: { number: '0521234507', company: '北山製作所' },
        rep: { name: '鈴木 一郎', mail: 'suzuki.ichiro@sandbox.example' },
      },
      { Origin: KINTONE },
    );
    expect(answer.headers.get('access-control-allow-origin')).toBe(KINTONE);
    expect(await answer.json()).toMatchObject({
      kind: 'call',
      callId: expect.any(String),
      ok: true,
      answers: [
        { event: 'analysis', status: 200 },
        { event: 'minutes', status: 200 },
      ],
    });
    expect(app.bodies()[1]).toMatchObject({
      call: {
        details: [
          {
            to_number: '0521234507',
            participants: [
              { login_id: 'suzuki.ichiro@sandbox.example' },
              { company_name: '北山製作所', name: null },
            ],
          },
        ],
      },
    });
  });

  it.each([
    ['right', `Bearer ${SECRET}`],
    ['wrong', `Bearer ${SECRET}-wrong`],
    ['none', undefined],
  ])('sends with the %s secret', async (secret, header) => {
    await command({ kind: 'minutes', secret });
    expect(app.received[0]?.headers.authorization).toBe(header);
  });

  it('refuses what it does not know, and foreign pages', async () => {
    expect((await command({ kind: 'dance' })).status).toBe(400);
    expect((await command({ kind: 'call', customer: { number: '+81312345601' } })).status).toBe(400);
    expect((await command({ kind: 'call', more: 1 })).status).toBe(400);
    expect((await command({ kind: 'call' }, { 'Content-Type': 'text/plain' })).status).toBe(415);
    expect((await command({ kind: 'call' }, { Origin: 'https://evil.example' })).status).toBe(403);
    expect(app.received).toEqual([]);
  });

  it('has a screen for each call, in which nothing of the call becomes markup', async () => {
    const sent = await command({ kind: 'call', minutes: '<script>alert(1)</script>' });
    const { callId } = (await sent.json()) as { callId: string };
    const page = await fetch(`${host.origin}/app/calls/${callId}`);
    const html = await page.text();
    expect([page.status, html.includes('&lt;script&gt;alert'), html.includes('<script>')]).toEqual([
      200,
      true,
      false,
    ]);
    const unknown = await fetch(`${host.origin}/app/calls/${crypto.randomUUID()}`);
    expect(unknown.status).toBe(404);
  });
});
