import { expect } from 'vitest';
import { startFunctions, type FunctionsServer } from '../../sandbox/functions-server';
import { startKintone, type KintoneStandIn } from '../../sandbox/kintone/server';
import { miitelRoutes } from '../../sandbox/miitel/routes';
import { freeSandboxPorts } from '../../sandbox/ports';
import { startTwilio, type TwilioStandIn } from '../../sandbox/twilio/index';
import { createWorld, functionsEnv, type SandboxWorld, vendorHosts } from '../../sandbox/world';
import { listOutbox, retryCall } from '../../twilio-functions/outbox/dead-letters';
import { openOutbox } from '../../twilio-functions/outbox/open-outbox';
import { readSettings } from '../../twilio-functions/settings';
import { RepPage } from '../sandbox/twilio/support/rep-page';
import { leadTwilioTo } from './outbox/vendors';
import { addSignInRecord, secretsOf } from './stage';

export type Row = Record<string, unknown>;

/** The built Functions between the stand-ins of kintone and Twilio, with a call log; nobody's page is needed. */
export interface CallLogStage {
  world: SandboxWorld;
  kintone: KintoneStandIn;
  twilio: TwilioStandIn;
  functions: FunctionsServer;
  /** The rows of 通話履歴, oldest first: field code -> value. */
  rows(): Row[];
  /** Waits until there is such a row, at most `within` ms. */
  row(fits: (row: Row) => boolean, within?: number): Promise<Row>;
  /** Signs in and listens, as a rep's page does; closed with the stage. */
  rep(loginCode?: string): Promise<RepPage>;
  /** The callee of a call does something. */
  act(callSid: string, action: string): Promise<void>;
  /** Posts to a control route of the Twilio stand-in. */
  control(path: string, body: object): Promise<Record<string, unknown>>;
  /** A sweep by the operator; with Twilio's list of calls read at once. */
  sweep(query?: 'reconcile=now'): Promise<Record<string, unknown>>;
  /** A new process of the Functions, which knows nothing of the old one's. */
  restartFunctions(): Promise<void>;
  /** Everything that all processes of the Functions have written. */
  output(): string;
  plant(...values: string[]): void;
  /** Planted values that stand in the output. */
  leaked(): string[];
  stop(): Promise<void>;
}

export interface CallLogStageOptions {
  env?: Record<string, string>;
  /** Puts something between the Functions and a service; returns its origin. */
  between?: (service: 'kintone' | 'twilio', origin: string) => Promise<string>;
}

export async function openCallLogStage(options: CallLogStageOptions = {}): Promise<CallLogStage> {
  const { env = {}, between = (_service, origin) => Promise.resolve(origin) } = options;
  const world = createWorld(await freeSandboxPorts());
  const { twilio: sids } = world;
  const publicUrl = `https://${world.domainName}`;
  const statusCallback = `${publicUrl}/call-status#rc=5&rp=ct,rt,5xx`;
  const [kintone, twilio] = await Promise.all([
    startKintone({
      port: world.ports.kintone,
      tokens: {
        signIn: world.kintone.signInApiToken,
        callLog: world.kintone.callLogApiToken,
        customers: world.kintone.customerApiToken,
      },
    }),
    startTwilio({
      port: world.ports.twilio,
      account: {
        sid: sids.accountSid,
        authToken: sids.authToken,
        apiKeySid: sids.apiKeySid,
        apiKeySecret: sids.apiKeySecret,
      },
      application: { sid: sids.applicationSid, voiceUrl: `${publicUrl}/call-phone`, statusCallback },
      incoming: { voiceUrl: `${publicUrl}/incoming-call`, statusCallback },
      numbers: [sids.fromNumber],
      syncServiceSid: sids.syncServiceSid,
      deliverTo: (url) => url.replace(publicUrl, world.origins.functions),
      guests: miitelRoutes({ to: `${world.origins.functions}/miitel-webhook`, secret: world.miitelSecret }),
    }),
  ]);
  const throughTwilio = await between('twilio', twilio.origin);
  const given = {
    port: world.ports.functions,
    env: { ...functionsEnv(world), KINTONE_APP_URI: await between('kintone', kintone.origin), ...env },
    vendorHosts: Object.fromEntries(Object.keys(vendorHosts(world)).map((name) => [name, throughTwilio])),
  };
  const planted = secretsOf(world);
  const pages: RepPage[] = [];
  let earlier = '';

  const stage: CallLogStage = {
    world,
    kintone,
    twilio,
    functions: await startFunctions(given),
    rows: () =>
      kintone
        .records('2')
        .map((record) =>
          Object.fromEntries(
            Object.entries(record).map(([code, field]) => [code, (field as { value: unknown }).value]),
          ),
        ),
    async row(fits, within = 5000) {
      await expect.poll(() => stage.rows().some(fits), { timeout: within, interval: 20 }).toBe(true);
      return stage.rows().find(fits) ?? {};
    },
    async rep(loginCode = 'sato.hanako') {
      const { id, verifier } = await addSignInRecord(kintone, loginCode);
      const answer = await fetch(`${stage.functions.origin}/token`, {
        method: 'POST',
        headers: { origin: given.env.KINTONE_APP_URI ?? '' },
        body: new URLSearchParams({ record_id: id, code_verifier: verifier }),
      });
      const { token } = (await answer.json()) as { token: string };
      planted.push(verifier, token, ...token.split('.').slice(1));
      const page = await RepPage.listening(twilio.origin, token);
      pages.push(page);
      return page;
    },
    async act(callSid, action) {
      const url = `${twilio.origin}/sandbox/calls/${callSid}/${action}`;
      expect((await fetch(url, { method: 'POST' })).status, action).toBe(200);
    },
    async control(path, body) {
      const answer = await fetch(`${twilio.origin}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return (await answer.json()) as Record<string, unknown>;
    },
    async sweep(query) {
      const answer = await fetch(`${stage.functions.origin}/outbox-sweep`, {
        method: 'POST',
        headers: { authorization: `Bearer ${world.operatorSecret}` },
        body: new URLSearchParams(query),
      });
      return (await answer.json()) as Record<string, unknown>;
    },
    async restartFunctions() {
      earlier += stage.functions.output();
      await stage.functions.stop();
      stage.functions = await startFunctions(given);
    },
    output: () => earlier + stage.functions.output(),
    plant: (...values) => void planted.push(...values),
    leaked: () => foundIn(stage.output(), planted),
    async stop() {
      pages.forEach((page) => page.close());
      await twilio.stop();
      await stage.functions.stop();
      await kintone.stop();
    },
  };
  return stage;
}

/** Which of the values stand in a text. */
export const foundIn = (text: string, values: readonly string[]): string[] =>
  values.filter((value) => text.includes(value));

/** A rep's page calls and the callee takes it; who hangs up is open. */
export async function talk(
  stage: CallLogStage,
  page: RepPage,
  params: Record<string, string> = {},
): Promise<string> {
  const callSid = await ring(page, params);
  await stage.act(callSid, 'answer');
  await page.next('answer');
  return callSid;
}

/** A rep's page calls; resolves when it rings. */
export async function ring(page: RepPage, params: Record<string, string> = {}): Promise<string> {
  await page.invite({ To: '+81312345601', App: '1', Record: '1', ...params });
  const { callsid, sdp } = await page.next('ringing');
  await page.accept(sdp);
  return String(callsid);
}

/**
 * Has whatever is not written tried anew, as an admin would, by processes of the Functions that remember nothing. At most
 * eight times.
 */
export async function recover(stage: CallLogStage): Promise<void> {
  const leadBack = leadTwilioTo(stage.twilio.origin);
  const env = { ...functionsEnv(stage.world), DOMAIN_NAME: stage.world.domainName };
  const { outbox } = openOutbox(readSettings(env), 'outbox') ?? {};
  if (!outbox) throw new Error('no call log');
  for (let round = 0; round < 8; round += 1) {
    const left = await listOutbox(outbox);
    if (left.length === 0) break;
    await stage.restartFunctions();
    for (const { callId } of left) await retryCall(callId, outbox);
    for (let sweeps = 0; sweeps < 40; sweeps += 1) {
      const { done } = await stage.sweep();
      if (done === 0) break;
    }
  }
  leadBack();
}
