import { E164, FUNCTIONS_URL } from '../contracts/setting-shapes';

/** What the settings file beside the bundle says; `npm run upload` writes one for each customer app. */
export interface PhoneSettings {
  /** Origin of the Functions: https, or http on localhost. */
  functionsUrl: string;
  /** Id of the app 電話サインイン. */
  signInApp: string;
  /** Id of the app 通話履歴, or null without one. */
  callLogApp: string | null;
  /** The caller ID, E.164: for display only. */
  fromNumber: string;
  /** Element id of the space field for the button. */
  spaceId: string;
  phoneFields: Array<{ code: string; label: string }>;
  companyField: string | null;
  contactField: string | null;
  /** Twilio's edges, the first one first: https://www.twilio.com/docs/global-infrastructure/edge-locations */
  edges: string[];
  /** True when the build is for the sandbox. */
  sandbox: boolean;
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string' && value !== '';
const isTextOrNull: Check = (value) => value === null || isText(value);
const isList = (value: unknown, check: Check): boolean =>
  Array.isArray(value) && value.length > 0 && value.every(check);
const isField: Check = (value) => {
  const field = value as PhoneSettings['phoneFields'][number] | null;
  return isText(field?.code) && isText(field?.label);
};

const CHECKS: Record<keyof PhoneSettings, Check> = {
  functionsUrl: (value) => FUNCTIONS_URL.test(String(value)),
  signInApp: (value) => /^\d+$/.test(String(value)),
  callLogApp: (value) => value === null || /^\d+$/.test(String(value)),
  fromNumber: (value) => E164.test(String(value)),
  spaceId: isText,
  phoneFields: (value) => isList(value, isField),
  companyField: isTextOrNull,
  contactField: isTextOrNull,
  edges: (value) => isList(value, isText),
  sandbox: (value) => typeof value === 'boolean',
};

/**
 * Reads and checks what settings.js left in `globalThis.kintonePhoneSettings`.
 * `hostname` is the page's: settings for the sandbox are wrong everywhere else. Returns the settings, or the names of
 * everything that is missing or wrong.
 */
export const readSettings = (given: unknown, hostname: string): PhoneSettings | string[] => {
  const settings = (given ?? {}) as Record<string, unknown>;
  const faults = Object.entries(CHECKS).flatMap(([name, check]) => (check(settings[name]) ? [] : name));
  if (settings.sandbox === true && hostname !== 'localhost') faults.push('sandbox');
  return faults.length ? faults : (settings as unknown as PhoneSettings);
};
