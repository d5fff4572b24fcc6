import type { FunctionsVariables } from './functions-variables';

/** Above 3 kB invocations may fail (https://www.twilio.com/docs/api/errors/82006); the rest is left for growth. Bytes. */
export const CONTEXT_LIMIT_BYTES = 2_500;

const SID_LENGTH = 34;
const LONGEST_PATH = '/google-callback';

/** Size of what the platform hands to every invocation: account data, domain, path and all variables. Bytes. */
export function contextBytes(given: FunctionsVariables, domain: string): number {
  const context = {
    ACCOUNT_SID: given.accountSid,
    AUTH_TOKEN: given.authToken,
    SERVICE_SID: 'Z'.repeat(SID_LENGTH),
    ENVIRONMENT_SID: 'Z'.repeat(SID_LENGTH),
    DOMAIN_NAME: domain,
    PATH: LONGEST_PATH,
    ...given.variables,
  };
  return Buffer.byteLength(JSON.stringify(context));
}
