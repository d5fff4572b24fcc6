import { createHmac } from 'node:crypto';
import type { FunctionSettings } from '../settings';

type TokenSettings = Pick<FunctionSettings, 'accountSid' | 'apiKey' | 'twimlAppSid' | 'tokenMinutes'>;

export interface TokenOwner {
  identity: string;
  /** What Twilio adds to the parameters of every call made with the token. */
  callParameters?: Record<string, string> | undefined;
}

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * Twilio's access token for the Voice SDK: calls out through the TwiML App, none in. Valid TOKEN_MINUTES from `now`
 * (ms since 1970).
 *
 * The same token as the vendor's AccessToken makes (a test holds the two together), without the JWT library behind
 * it, which a cold Function would wait for longer than for all the rest of its code.
 * https://www.twilio.com/docs/iam/access-tokens
 */
export function createAccessToken(
  { identity, callParameters }: TokenOwner,
  settings: TokenSettings,
  now: number,
): string {
  const { accountSid, apiKey, twimlAppSid, tokenMinutes } = settings;
  const iat = Math.floor(now / 1000);
  const header = { alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1' };
  const claims = {
    jti: `${apiKey.sid}-${iat}`,
    grants: {
      identity,
      voice: {
        outgoing: {
          application_sid: twimlAppSid,
          ...(callParameters ? { params: callParameters } : {}),
        },
      },
    },
    iat,
    exp: iat + tokenMinutes * 60,
    iss: apiKey.sid,
    sub: accountSid,
  };
  const signed = `${base64url(header)}.${base64url(claims)}`;
  return `${signed}.${createHmac('sha256', apiKey.secret).update(signed).digest('base64url')}`;
}
