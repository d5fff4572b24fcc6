import { createHmac } from 'node:crypto';

/**
 * X-Twilio-Signature: HMAC-SHA1 over the URL as it stands and the sorted parameters.
 * https://www.twilio.com/docs/usage/security#validating-requests
 */
export function signWebhook(
  authToken: string,
  url: string,
  params: Readonly<Record<string, string>>,
): string {
  const data = Object.keys(params)
    .sort()
    .reduce((text, key) => text + key + (params[key] ?? ''), url);
  return createHmac('sha1', authToken).update(data, 'utf8').digest('base64');
}
