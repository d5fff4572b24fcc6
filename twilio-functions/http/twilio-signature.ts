import { validateRequest } from 'twilio/lib/webhooks/webhooks';
import { Refused } from './refused';
import type { FunctionRequest } from './request';

/** The one query parameter a callback URL of ours carries: base64url, so it reads the same raw and decoded. */
const CALLBACK_QUERY = /^[A-Za-z0-9_-]{1,1000}$/;

/** Whether the address carries the query `?c=…`; `optional`: some callers of it do. */
export type CallbackQuery = 'none' | 'required' | 'optional';

export interface SignedAddress {
  authToken: string;
  domainName: string;
  /** Path of the Function, as the platform's context says. */
  path: string;
  callbackQuery: CallbackQuery;
}

/**
 * Throws Refused 'signature-refused' unless Twilio signed this request for this very address. The raw URL is not
 * visible and the event mixes query and body: so the URL is rebuilt from the one query parameter that may be there,
 * and every other field counts as body. A further or doubled query parameter makes another text than the signed one; a
 * field that was merely moved cannot be seen, and has the value Twilio signed.
 * https://www.twilio.com/docs/usage/security#validating-requests
 */
export function requireTwilioSignature(request: FunctionRequest, address: SignedAddress): void {
  const { c, ...others } = request.fields;
  let url = `https://${address.domainName}${address.path}`;
  let signed: Record<string, unknown> = request.fields;
  const { callbackQuery } = address;
  if (callbackQuery === 'required' || (callbackQuery === 'optional' && c !== undefined)) {
    if (typeof c !== 'string' || !CALLBACK_QUERY.test(c)) {
      throw new Refused('signature-refused', 'callback query');
    }
    url += `?c=${c}`;
    signed = others;
  }
  const signature = request.header('x-twilio-signature') ?? '';
  const { authToken } = address;
  if (
    !Object.values(signed).every(isFormValue) ||
    !validateRequest(authToken, signature, url, { ...signed })
  ) {
    throw new Refused('signature-refused');
  }
}

function isFormValue(value: unknown): boolean {
  return (
    typeof value === 'string' || (Array.isArray(value) && value.every((part) => typeof part === 'string'))
  );
}
