import { E164, FUNCTIONS_URL } from '../../contracts/setting-shapes';
import type { PhoneSettings } from '../../kintone/settings';
import { kintoneOriginOf } from '../../twilio-functions/kintone-origin';
import type { Environment } from './environment';
import { phoneConfigSchema } from './phone-config';

/** The settings of one customer app's phone. */
interface AppPhone {
  app: string;
  settings: PhoneSettings;
}

export type PhoneSettingsReading =
  { ok: true; origin: string; phones: AppPhone[] } | { ok: false; faults: string[] };

const isLocal = (url: string) => ['localhost', '127.0.0.1'].includes(new URL(url).hostname);

function readFunctionsUrl(text: string | undefined): string | undefined {
  if (!text || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const plain = url.pathname === '/' && !url.search && !url.hash && !url.username;
  return plain && FUNCTIONS_URL.test(url.origin) ? url.origin : undefined;
}

/** Brings `.env` and kintone-phone.config.json together; names every fault of both at once, and no value. */
export function readPhoneSettings(config: unknown, environment: Environment): PhoneSettingsReading {
  const faults: string[] = [];
  const need = (name: string, shape: string, value: string | undefined): string => {
    if (!environment[name]) faults.push(`${name} is missing (${shape})`);
    else if (value === undefined) faults.push(`${name} must be ${shape}`);
    return value ?? '';
  };
  const matching = (name: string, pattern: RegExp) => pattern.exec(environment[name] ?? '')?.[0];

  const uri = environment.KINTONE_APP_URI;
  const origin = need(
    'KINTONE_APP_URI',
    'the kintone host, like example.cybozu.com',
    uri && kintoneOriginOf(uri),
  );
  const functionsUrl = need(
    'FUNCTIONS_URL',
    'the address that npm run deploy printed',
    readFunctionsUrl(environment.FUNCTIONS_URL),
  );
  if (origin && functionsUrl && isLocal(functionsUrl) && !isLocal(origin))
    faults.push('FUNCTIONS_URL names this computer, which reps cannot reach');
  const signInApp = need(
    'SIGN_IN_APP_ID',
    'the number of the app 電話サインイン',
    matching('SIGN_IN_APP_ID', /^[1-9]\d*$/),
  );
  const callLogApp = environment.CALL_LOG_APP_ID
    ? need('CALL_LOG_APP_ID', 'the number of the app 通話履歴', matching('CALL_LOG_APP_ID', /^[1-9]\d*$/))
    : null;
  const fromNumber = need('FROM_NUMBER', 'E.164, like +815012345678', matching('FROM_NUMBER', E164));

  const read = phoneConfigSchema.safeParse(config);
  if (!read.success)
    faults.push(
      ...read.error.issues.map(
        ({ path, message }) => `kintone-phone.config.json ${path.join('.') || '(whole)'}: ${message}`,
      ),
    );
  if (!read.success || faults.length > 0) return { ok: false, faults };

  const { apps, edges } = read.data;
  const phones = apps.map(({ app, ...fields }) => ({
    app,
    settings: { functionsUrl, signInApp, callLogApp, fromNumber, ...fields, edges, sandbox: false },
  }));
  return { ok: true, origin, phones };
}
