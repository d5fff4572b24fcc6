import * as z from 'zod/mini';
import { E164 } from '../contracts/setting-shapes';
import { loginCodeKey } from './identity';
import { kintoneOriginOf } from './kintone-origin';
import { type CustomerApp, parseCustomerApps } from './outbox/customer-apps';

/** All that the Functions are told by the admin and by the platform, checked. */
export interface FunctionSettings {
  accountSid: string;
  authToken: string;
  /** The host under which Twilio signs webhooks: `https://<domainName><path>`. */
  domainName: string;
  apiKey: { sid: string; secret: string };
  twimlAppSid: string;
  syncServiceSid: string;
  /** The only caller ID there is, E.164. */
  fromNumber: string;
  kintone: { origin: string; basicAuth: string | undefined };
  signInApp: { id: string; apiToken: string };
  /** ISO 3166 codes of the countries that may be called. */
  allowedCountries: string[];
  maxCallMinutes: number;
  tokenMinutes: number;
  /** `loginCodeKey` of every rep who may not phone. */
  blockedReps: ReadonlySet<string>;
  operatorSecret: string | undefined;
  /** Absent: no call is written down. */
  callLogApp: { id: string; apiToken: string } | undefined;
  /** Absent: rows do not say whose customer it is. */
  customers: { apps: CustomerApp[]; apiToken: string } | undefined;
  /** Absent: MiiTel's deliveries are refused. */
  miitel: { secret: string; url: string | undefined; login: 'mail' | 'local-part' } | undefined;
  /** Where callers are put through, E.164; absent: they hear an announcement. */
  forwardTo: string | undefined;
}

/** The settings have faults; `faults` names every one of them, by setting, without any value. */
export class SetupIncomplete extends Error {
  readonly code = 'setup-incomplete';
  constructor(readonly faults: string[]) {
    super(`setup-incomplete: ${faults.join('; ')}`);
  }
}

const text = (pattern: RegExp, shape: string) => z.string(shape).check(z.regex(pattern, shape));
const sid = (prefix: string) =>
  text(new RegExp(`^${prefix}[0-9a-f]{32}$`), `must be ${prefix} and 32 hexadecimal digits`);
// Header and Basic authentication values: whatever else they are, they must not break out of a header.
const secret = (least: number) =>
  text(new RegExp(`^[\\x21-\\x7e]{${least},200}$`), `must be ${least} to 200 characters without spaces`);
const minutes = (fallback: number, most: number) => {
  const shape = `must be a whole number from 1 to ${most}`;
  return z.pipe(
    z._default(z.string(), String(fallback)).check(z.regex(/^[1-9]\d{0,3}$/, shape)),
    z.pipe(z.transform(Number), z.number().check(z.lte(most, shape))),
  );
};
const list = (fallback: string) =>
  z.pipe(
    z._default(z.string(), fallback),
    z.transform((value) =>
      value
        .split(',')
        .map((entry) => entry.trim())
        .filter((entry) => entry !== ''),
    ),
  );

const appId = text(/^[1-9]\d{0,14}$/, 'must be the id of the kintone app');
const e164 = text(E164, 'must be a number in E.164, like +815012345678');

const schema = z.object({
  ACCOUNT_SID: sid('AC'),
  AUTH_TOKEN: secret(16),
  DOMAIN_NAME: text(/^[A-Za-z0-9.-]+(:\d+)?$/, 'must be a host name'),
  TWILIO_API_KEY_SID: sid('SK'),
  TWILIO_API_KEY_SECRET: secret(16),
  TWIMLAPPS_SID: sid('AP'),
  SYNC_SERVICE_SID: sid('IS'),
  FROM_NUMBER: e164,
  KINTONE_APP_URI: z
    .string('must be the kintone host, like example.cybozu.com')
    .check(
      z.refine(
        (value) => kintoneOriginOf(value) !== undefined,
        'must be the kintone host, like example.cybozu.com, without “.s.” and without a path',
      ),
    ),
  KINTONE_BASIC_AUTH: z.optional(text(/^[\x21-\x7e]+:[\x21-\x7e]+$/, 'must be user:password')),
  SIGN_IN_APP_ID: appId,
  SIGN_IN_API_TOKEN: secret(1),
  ALLOWED_COUNTRIES: list('JP').check(
    z.refine(
      (codes) => codes.length > 0 && codes.every((code) => /^[A-Z]{2}$/.test(code)),
      'must be two-letter country codes, separated by commas',
    ),
  ),
  MAX_CALL_MINUTES: minutes(60, 240),
  TOKEN_MINUTES: minutes(30, 60),
  BLOCKED_REPS: list(''),
  OPERATOR_SECRET: z.optional(secret(16)),
  CALL_LOG_APP_ID: z.optional(appId),
  CALL_LOG_API_TOKEN: z.optional(secret(1)),
  CUSTOMER_APPS: z.optional(
    z
      .string()
      .check(
        z.refine(
          (value) => parseCustomerApps(value) !== undefined,
          'must be app:phone fields:company field:contact field, like 1:TEL,FAX:会社名:担当者名; several separated by “;”',
        ),
      ),
  ),
  // One token an app, joined by commas.
  CUSTOMER_API_TOKEN: z.optional(text(/^[\x21-\x7e]{1,400}$/, 'must be API tokens, separated by commas')),
  MIITEL_SECRET: z.optional(secret(16)),
  MIITEL_URL: z.optional(
    text(
      // As for kintone: http for this machine alone.
      /^(?:https:\/\/[A-Za-z0-9.-]+|http:\/\/localhost(?::\d+)?)$/,
      'must be the address of MiiTel, like https://example.miitel.jp',
    ),
  ),
  MIITEL_LOGIN: z._default(z.enum(['mail', 'local-part'], 'must be mail or local-part'), 'mail'),
  FORWARD_TO: z.optional(e164),
});

/** Settings that are of no use without one another. */
const PAIRS = [
  ['CALL_LOG_APP_ID', 'CALL_LOG_API_TOKEN'],
  ['CUSTOMER_APPS', 'CUSTOMER_API_TOKEN'],
] as const;

function halfPairs(values: Record<string, string>): string[] {
  return PAIRS.flatMap(([one, other]) => {
    const missing = one in values ? other : one;
    return one in values === other in values ? [] : [`${missing} is missing`];
  });
}

/** Every name above, as an admin writes it. */
export const SETTING_NAMES = Object.keys(schema.shape) as Array<keyof typeof schema.shape>;

/** The settings as they stand in a Function's context; a deploy drops empty values, so empty is absent. */
function given(context: object): Record<string, string> {
  const values = SETTING_NAMES.map((name) => [name, (context as Record<string, unknown>)[name]] as const);
  return Object.fromEntries(
    values.filter((entry): entry is [(typeof SETTING_NAMES)[number], string] => {
      const [, value] = entry;
      return typeof value === 'string' && value.trim() !== '';
    }),
  );
}

function check(values: Record<string, string>): FunctionSettings | SetupIncomplete {
  const checked = z.safeParse(schema, values);
  const half = halfPairs(values);
  if (!checked.success || half.length > 0) {
    const faults = (checked.error?.issues ?? []).map((issue) => {
      const name = String(issue.path[0]);
      return name in values ? `${name} ${issue.message}` : `${name} is missing`;
    });
    return new SetupIncomplete([...faults, ...half]);
  }
  const found = checked.data;
  return {
    accountSid: found.ACCOUNT_SID,
    authToken: found.AUTH_TOKEN,
    domainName: found.DOMAIN_NAME,
    apiKey: { sid: found.TWILIO_API_KEY_SID, secret: found.TWILIO_API_KEY_SECRET },
    twimlAppSid: found.TWIMLAPPS_SID,
    syncServiceSid: found.SYNC_SERVICE_SID,
    fromNumber: found.FROM_NUMBER,
    kintone: { origin: kintoneOriginOf(found.KINTONE_APP_URI) ?? '', basicAuth: found.KINTONE_BASIC_AUTH },
    signInApp: { id: found.SIGN_IN_APP_ID, apiToken: found.SIGN_IN_API_TOKEN },
    allowedCountries: found.ALLOWED_COUNTRIES,
    maxCallMinutes: found.MAX_CALL_MINUTES,
    tokenMinutes: found.TOKEN_MINUTES,
    blockedReps: new Set(found.BLOCKED_REPS.map(loginCodeKey)),
    operatorSecret: found.OPERATOR_SECRET,
    ...callLogSettings(found),
  };
}

type CallLogSettings = Pick<FunctionSettings, 'callLogApp' | 'customers' | 'miitel' | 'forwardTo'>;

function callLogSettings(found: z.output<typeof schema>): CallLogSettings {
  const apps = parseCustomerApps(found.CUSTOMER_APPS ?? '');
  return {
    callLogApp:
      found.CALL_LOG_APP_ID && found.CALL_LOG_API_TOKEN
        ? { id: found.CALL_LOG_APP_ID, apiToken: found.CALL_LOG_API_TOKEN }
        : undefined,
    customers: apps && found.CUSTOMER_API_TOKEN ? { apps, apiToken: found.CUSTOMER_API_TOKEN } : undefined,
    miitel: found.MIITEL_SECRET
      ? { secret: found.MIITEL_SECRET, url: found.MIITEL_URL, login: found.MIITEL_LOGIN }
      : undefined,
    forwardTo: found.FORWARD_TO,
  };
}

let last: { key: string; result: FunctionSettings | SetupIncomplete } | undefined;

/**
 * The settings in a Function's context, checked once a process (again only when their values differ).
 * Throws SetupIncomplete, which names all faults at once.
 */
export function readSettings(context: object): FunctionSettings {
  const values = given(context);
  const key = JSON.stringify(values);
  if (last?.key !== key) {
    last = { key, result: check(values) };
  }
  if (last.result instanceof SetupIncomplete) {
    throw last.result;
  }
  return last.result;
}
