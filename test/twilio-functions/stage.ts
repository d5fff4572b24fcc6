import { createHash, randomBytes } from 'node:crypto';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { startFunctions, type FunctionsServer } from '../../sandbox/functions-server';
import { SANDBOX_PASSWORD, startKintone, type KintoneStandIn } from '../../sandbox/kintone/server';
import { freeSandboxPorts } from '../../sandbox/ports';
import { createWorld, functionsEnv, type SandboxWorld } from '../../sandbox/world';
import { startFakeTwilio, type FakeTwilio } from './fake-twilio';

export interface Proof {
  id: string;
  verifier: string;
}

/** The built Functions in Twilio's local server, between a kintone stand-in and a fake of Twilio's REST. */
export interface Stage {
  world: SandboxWorld;
  kintone: KintoneStandIn;
  twilio: FakeTwilio;
  functions: FunctionsServer;
  /** Adds a sign-in record with the rep's own log-in, as the rep's browser does. */
  addRecord(rep?: string): Promise<Proof>;
  /** Posts as a rep's page does. */
  postToken(fields: Record<string, string> | string, headers?: Record<string, string>): Promise<Response>;
  /** How often kintone was asked about sign-in records by the Functions. */
  kintoneAsked(): number;
  /** Planted values that stand in the Functions' output. */
  leaked(): string[];
  /** A value that must never be seen in the output. */
  plant(...values: string[]): void;
  stop(): Promise<void>;
}

/** Adds a sign-in record with the rep's own log-in, as the rep's browser does. */
export async function addSignInRecord(kintone: KintoneStandIn, rep: string): Promise<Proof> {
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const answer = await fetch(`${kintone.origin}/k/v1/record.json`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-cybozu-authorization': Buffer.from(`${rep}:${SANDBOX_PASSWORD}`).toString('base64'),
    },
    body: JSON.stringify({ app: '3', record: { challenge: { value: challenge } } }),
  });
  const { id } = (await answer.json()) as { id: string };
  return { id, verifier };
}

/** Every secret of a world: none of them may be written anywhere. */
export function secretsOf(world: SandboxWorld): string[] {
  return [
    world.twilio.authToken,
    world.twilio.apiKeySecret,
    world.kintone.signInApiToken,
    world.kintone.callLogApiToken,
    world.kintone.customerApiToken,
    world.kintone.adminPassword,
    world.miitelSecret,
    world.operatorSecret,
  ];
}

/** Settings of a phone without a call log: what is not about the log is tested without its requests. */
export const NO_CALL_LOG = { CALL_LOG_APP_ID: '', CALL_LOG_API_TOKEN: '' };

/** `env` changes the Functions' settings; `syncAt` gives Sync's name another place than the fake. */
export async function openStage(
  env: Record<string, string> = {},
  syncAt?: (world: SandboxWorld) => Promise<string>,
): Promise<Stage> {
  const world = createWorld(await freeSandboxPorts());
  const kintone = await startKintone({
    port: world.ports.kintone,
    adminPassword: world.kintone.adminPassword,
    tokens: {
      signIn: world.kintone.signInApiToken,
      callLog: world.kintone.callLogApiToken,
      customers: world.kintone.customerApiToken,
    },
  });
  const twilio = await startFakeTwilio(`${world.twilio.apiKeySid}:${world.twilio.apiKeySecret}`);
  const functions = await startFunctions({
    port: world.ports.functions,
    env: { ...functionsEnv(world), ...env },
    vendorHosts: {
      'https://api.twilio.com': twilio.origin,
      'https://sync.twilio.com': (await syncAt?.(world)) ?? twilio.origin,
    },
  });
  const planted = secretsOf(world);

  return {
    world,
    kintone,
    twilio,
    functions,
    async addRecord(rep = 'sato.hanako') {
      const proof = await addSignInRecord(kintone, rep);
      planted.push(proof.verifier);
      return proof;
    },
    postToken: (fields, headers = {}) =>
      fetch(`${functions.origin}/token`, {
        method: 'POST',
        headers: {
          origin: kintone.origin,
          'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
          ...headers,
        },
        body: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
      }),
    kintoneAsked: () => kintone.world.requests.filter(({ auth }) => auth === 'token').length,
    leaked: () => planted.filter((value) => functions.output().includes(value)),
    plant: (...values) => planted.push(...values),
    async stop() {
      await functions.stop();
      await Promise.all([kintone.stop(), twilio.stop()]);
    },
  };
}

/** A new CallSid of the rep's leg. */
export const newCall = (): string => `CA${randomBytes(16).toString('hex')}`;

export interface WebhookOptions {
  /** As it stands in the URL, after `?`. */
  query?: string;
  /** What Twilio signed, where it differs from what is sent. */
  signedParams?: Record<string, string>;
  signedQuery?: string;
  signedPath?: string;
  signedHost?: string;
  authToken?: string;
  /** Sent instead of the right one; null sends none. */
  signature?: string | null;
  /** Sent instead of the urlencoded `params`. */
  body?: string;
  contentType?: string;
  method?: string;
}

export interface WebhookAnswer {
  status: number;
  text: string;
  /** Content-Type. */
  type: string;
}

/** Posts a webhook as Twilio does, signed over the public address; the options are what an attacker changes. */
export async function postWebhook(
  stage: Pick<Stage, 'world'> & { functions: Pick<FunctionsServer, 'origin'> },
  path: string,
  params: Record<string, string>,
  options: WebhookOptions = {},
): Promise<WebhookAnswer> {
  const { query = '', signedParams = params, signedQuery = query, signedPath = path } = options;
  const suffix = (part: string) => (part ? `?${part}` : '');
  const host = options.signedHost ?? stage.world.domainName;
  const signature =
    options.signature === undefined
      ? getExpectedTwilioSignature(
          options.authToken ?? stage.world.twilio.authToken,
          `https://${host}${signedPath}${suffix(signedQuery)}`,
          signedParams,
        )
      : options.signature;
  const method = options.method ?? 'POST';
  const answer = await fetch(`${stage.functions.origin}${path}${suffix(query)}`, {
    method,
    headers: {
      'content-type': options.contentType ?? 'application/x-www-form-urlencoded; charset=UTF-8',
      ...(signature === null ? {} : { 'x-twilio-signature': signature }),
    },
    ...(method === 'GET' ? {} : { body: options.body ?? new URLSearchParams(params).toString() }),
  });
  return {
    status: answer.status,
    text: await answer.text(),
    type: answer.headers.get('content-type') ?? '',
  };
}
