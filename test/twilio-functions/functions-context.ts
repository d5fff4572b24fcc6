/** A context with every setting a Function needs; `changes` replaces some, undefined removes. */
export function functionsContext(
  changes: Record<string, string | undefined> = {},
): Record<string, string | undefined> {
  const hex = (digit: string) => digit.repeat(32);
  return {
    ACCOUNT_SID: `AC${hex('1')}`,
    AUTH_TOKEN: hex('a'),
    DOMAIN_NAME: 'phone-1234.twil.io',
    PATH: '/call-phone',
    TWILIO_API_KEY_SID: `SK${hex('2')}`,
    TWILIO_API_KEY_SECRET: 'api-key-secret-of-a-test',
    TWIMLAPPS_SID: `AP${hex('3')}`,
    SYNC_SERVICE_SID: `IS${hex('4')}`,
    FROM_NUMBER: '+815012345678',
    KINTONE_APP_URI: 'https://example.cybozu.com',
    SIGN_IN_APP_ID: '3',
    SIGN_IN_API_TOKEN: 'sign-in-api-token-of-a-test',
    ...changes,
  };
}
