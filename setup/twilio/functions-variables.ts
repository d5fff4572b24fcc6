import { isCountry } from '../../dial-plan/functions';
import { readSettings, SETTING_NAMES, SetupIncomplete } from '../../twilio-functions/settings';
import type { Environment } from '../settings/environment';

/** What a deployment hands to Twilio. */
export interface FunctionsVariables {
  accountSid: string;
  authToken: string;
  /** Without the account's own, which the platform adds. */
  variables: Record<string, string>;
}

export type FunctionsVariablesReading = ({ ok: true } & FunctionsVariables) | { ok: false; faults: string[] };

/** Set by the platform, never by a deployment. */
const OF_THE_PLATFORM = new Set<string>(['ACCOUNT_SID', 'AUTH_TOKEN', 'DOMAIN_NAME']);
/** A domain as the platform will give, of more than the usual length: it is not known before. */
export const LIKELY_DOMAIN = 'kintone-phone-12345-dev.twil.io';

/**
 * The settings of the Functions out of `.env`, checked by the Functions' own schema, so that nothing is deployed that
 * would refuse every call. Names every fault at once, and no value.
 */
export function readFunctionsVariables(environment: Environment): FunctionsVariablesReading {
  const faults = faultsOf(environment);
  if (faults.length > 0) return { ok: false, faults };
  const names = SETTING_NAMES.filter((name) => !OF_THE_PLATFORM.has(name) && environment[name]);
  return {
    ok: true,
    accountSid: environment.ACCOUNT_SID ?? '',
    authToken: environment.AUTH_TOKEN ?? '',
    variables: Object.fromEntries(names.map((name) => [name, environment[name] ?? ''])),
  };
}

function faultsOf(environment: Environment): string[] {
  try {
    const settings = readSettings({ ...environment, DOMAIN_NAME: LIKELY_DOMAIN });
    const unknown = settings.allowedCountries.filter((country) => !isCountry(country));
    return [
      ...unknown.map((country) => `ALLOWED_COUNTRIES names a country that does not exist: ${country}`),
      ...(settings.kintone.origin.startsWith('https:')
        ? []
        : ['KINTONE_APP_URI names this computer, which Twilio cannot reach']),
    ];
  } catch (error) {
    if (error instanceof SetupIncomplete) return error.faults;
    throw error;
  }
}
