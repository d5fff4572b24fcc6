import { createHmac } from 'node:crypto';
import type { TwilioStandIn } from '../../../../sandbox/twilio/index';
import { startTwilio } from '../../../../sandbox/twilio/index';
import { FunctionsApp, PUBLIC } from './functions-app';
import { RepPage } from './rep-page';

export const ACCOUNT = {
  sid: `AC${'a'.repeat(32)}`,
  authToken: 'the-auth-token',
  apiKeySid: `SK${'b'.repeat(32)}`,
  apiKeySecret: 'the-api-key-secret',
};
export const APPLICATION_SID = `AP${'c'.repeat(32)}`;
export const SYNC_SID = `IS${'d'.repeat(32)}`;

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** An access token by hand, so that each of its claims can be made wrong. */
export function accessToken(claims: Record<string, unknown> = {}, secret = ACCOUNT.apiKeySecret): string {
  const now = Math.floor(Date.now() / 1000);
  const body = `${part({ alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1' })}.${part({
    jti: `${ACCOUNT.apiKeySid}-${now}`,
    iss: ACCOUNT.apiKeySid,
    sub: ACCOUNT.sid,
    iat: now,
    exp: now + 600,
    grants: { identity: 'sato_2Ehanako', voice: { outgoing: { application_sid: APPLICATION_SID } } },
    ...claims,
  })}`;
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
}

/** A stand-in, an app behind its webhooks, and the pages a test opens; everything ends with it. */
export class Stage {
  readonly #pages: RepPage[] = [];

  private constructor(
    readonly twilio: TwilioStandIn,
    readonly app: FunctionsApp,
  ) {}

  static async start(): Promise<Stage> {
    const app = await FunctionsApp.start();
    const twilio = await startTwilio({
      account: ACCOUNT,
      application: {
        sid: APPLICATION_SID,
        voiceUrl: `${PUBLIC}/call-phone`,
        statusCallback: `${PUBLIC}/rep-status#rc=2&rp=all`,
      },
      numbers: ['+815012345678'],
      incoming: { voiceUrl: `${PUBLIC}/incoming-call`, statusCallback: `${PUBLIC}/number-status` },
      syncServiceSid: SYNC_SID,
      deliverTo: (url) => url.replace(PUBLIC, app.origin),
      allowedOrigins: ['http://localhost:8080'],
    });
    return new Stage(twilio, app);
  }

  async page(token = accessToken()): Promise<RepPage> {
    const page = await RepPage.listening(this.twilio.origin, token);
    this.#pages.push(page);
    return page;
  }

  keep(page: RepPage): RepPage {
    this.#pages.push(page);
    return page;
  }

  /** A page whose call rings at the callee's. */
  async ringing(): Promise<{ page: RepPage; callSid: string }> {
    const page = await this.page();
    await page.invite();
    const { callsid, sdp } = await page.next('ringing');
    await page.accept(sdp);
    return { page, callSid: String(callsid) };
  }

  act(callSid: string, action: string): Promise<Response> {
    return fetch(`${this.twilio.origin}/sandbox/calls/${callSid}/${action}`, { method: 'POST' });
  }

  /** Twilio's REST with the account's own credentials. */
  rest(
    path: string,
    {
      form,
      method,
      headers,
    }: { form?: Record<string, string>; method?: string; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    return fetch(`${this.twilio.origin}${path}`, {
      method: method ?? (form ? 'POST' : 'GET'),
      headers: {
        Authorization: `Basic ${Buffer.from(`${ACCOUNT.sid}:${ACCOUNT.authToken}`).toString('base64')}`,
        ...headers,
      },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
  }

  async stop(): Promise<void> {
    this.#pages.forEach((page) => page.close());
    await this.twilio.stop();
    await this.app.stop();
  }
}
