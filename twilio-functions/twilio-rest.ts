import { type IncomingAnswer, requestWithin } from './http/deadline-request';

/** The account and the key with which a Function asks Twilio. */
export interface TwilioAccount {
  accountSid: string;
  apiKey: { sid: string; secret: string };
  syncServiceSid: string;
}

export interface TwilioRequest {
  /** Given up after this, ms. */
  within: number;
  /** Absent: GET; present: POST, urlencoded. */
  form?: Record<string, string>;
  /** DELETE instead; without a form. */
  method?: 'DELETE';
  /** The revision that must still be the current one. */
  ifMatch?: string;
}

/**
 * A request to Twilio's voice REST, `path` relative to the account. Throws NoAnswer; any status comes back.
 * Without the `twilio` package, whose load alone costs a cold Function more than all of this.
 */
export function askVoice(
  account: TwilioAccount,
  path: string,
  request: TwilioRequest,
): Promise<IncomingAnswer> {
  return ask(
    account,
    new URL(`https://api.twilio.com/2010-04-01/Accounts/${account.accountSid}/${path}`),
    request,
  );
}

/** A request to Twilio Sync, `path` relative to the service. Throws NoAnswer; any status comes back. */
export function askSync(
  account: TwilioAccount,
  path: string,
  request: TwilioRequest,
): Promise<IncomingAnswer> {
  return ask(
    account,
    new URL(`https://sync.twilio.com/v1/Services/${account.syncServiceSid}/${path}`),
    request,
  );
}

function ask(account: TwilioAccount, url: URL, request: TwilioRequest): Promise<IncomingAnswer> {
  const { sid, secret } = account.apiKey;
  const headers: Record<string, string> = {
    Authorization: `Basic ${Buffer.from(`${sid}:${secret}`).toString('base64')}`,
  };
  if (request.form) {
    headers['Content-Type'] = 'application/x-www-form-urlencoded';
  }
  if (request.ifMatch !== undefined) {
    headers['If-Match'] = request.ifMatch;
  }
  return requestWithin(
    request.within,
    url,
    request.form
      ? { method: 'POST', headers, body: new URLSearchParams(request.form).toString() }
      : { method: request.method ?? 'GET', headers },
  );
}
