import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { startKintone, type KintoneStandIn } from '../../../sandbox/kintone/server';
import { startTwilio, type TwilioStandIn } from '../../../sandbox/twilio/index';
import { readSettings, type FunctionSettings } from '../../../twilio-functions/settings';
import { functionsContext } from '../functions-context';

/** The stand-ins of kintone and Twilio, and this process's own way to them under the vendors' names. */
export interface Vendors {
  kintone: KintoneStandIn;
  twilio: TwilioStandIn;
  settings: FunctionSettings;
  stop(): Promise<void>;
}

const realRequest = https.request;

/** Sends this process's requests to Twilio's names to a stand-in, until the function that it returns is called. */
export function leadTwilioTo(origin: string): () => void {
  const request = (
    url: URL,
    options: http.RequestOptions,
    callback: (message: http.IncomingMessage) => void,
  ) => {
    if (!url.hostname.endsWith('.twilio.com'))
      throw new Error(`nothing leaves this machine: ${url.hostname}`);
    return http.request(new URL(`${url.pathname}${url.search}`, origin), options, callback);
  };
  https.request = request as typeof https.request;
  return () => {
    https.request = realRequest;
  };
}

export async function startVendors(env: Record<string, string> = {}): Promise<Vendors> {
  const kintone = await startKintone({ port: 0 });
  const settings = readSettings(
    functionsContext({
      KINTONE_APP_URI: kintone.origin,
      CALL_LOG_APP_ID: '2',
      CALL_LOG_API_TOKEN: kintone.tokens.callLog,
      CUSTOMER_APPS: '1:TEL,FAX:会社名:担当者名',
      CUSTOMER_API_TOKEN: kintone.tokens.customers,
      MIITEL_SECRET: 'a-secret-of-miitel-for-tests',
      MIITEL_URL: 'https://sandbox.miitel.example',
      MIITEL_LOGIN: 'local-part',
      OPERATOR_SECRET: 'a-secret-of-the-operator',
      ...env,
    }),
  );
  const twilio = await startTwilio({
    account: {
      sid: settings.accountSid,
      authToken: settings.authToken,
      apiKeySid: settings.apiKey.sid,
      apiKeySecret: settings.apiKey.secret,
    },
    application: { sid: settings.twimlAppSid, voiceUrl: 'https://localhost/call-phone' },
    numbers: [settings.fromNumber],
    syncServiceSid: settings.syncServiceSid,
  });
  const leadBack = leadTwilioTo(twilio.origin);
  return {
    kintone,
    twilio,
    settings,
    async stop() {
      leadBack();
      await Promise.all([kintone.stop(), twilio.stop()]);
    },
  };
}

/** A request as a Function sees it. */
export const requestOf = (fields: Record<string, unknown>, headers: Record<string, string> = {}) => ({
  fields,
  header: (name: string) => headers[name],
});

/** The rows of 通話履歴: field -> value. */
export function rowsOf({ kintone }: Vendors): Array<Record<string, unknown>> {
  return kintone
    .records('2')
    .map((record) =>
      Object.fromEntries(
        Object.entries(record).map(([code, field]) => [code, (field as { value: unknown }).value]),
      ),
    );
}

export type MiitelBody = Record<string, unknown> & {
  call: { id: string; details: Array<Record<string, unknown>> };
};

/** A delivery of MiiTel as the `run`-th call of its kind: Sync remembers the calls of earlier tests. */
export function miitelFixture(name: string, run: number): MiitelBody {
  const text = readFileSync(new URL(`../../fixtures/miitel/${name}.json`, import.meta.url), 'utf8');
  const prefix = `00000000-${String(run).padStart(4, '0')}-4000`;
  return JSON.parse(text.replaceAll('00000000-0000-4000', prefix)) as MiitelBody;
}

/** Times that the Functions asked kintone for a record or wrote one. */
export const kintoneAsked = ({ kintone }: Vendors): number =>
  kintone.world.requests.filter(({ path }) => path.startsWith('/k/v1/record')).length;
