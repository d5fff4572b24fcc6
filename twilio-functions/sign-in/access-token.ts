import AccessToken from 'twilio/lib/jwt/AccessToken';
import type { FunctionSettings } from '../settings';

/**
 * Twilio's access token for the Voice SDK: calls out through the TwiML App, none in. Valid TOKEN_MINUTES.
 * https://www.twilio.com/docs/iam/access-tokens
 */
export function createAccessToken(
  identity: string,
  settings: Pick<FunctionSettings, 'accountSid' | 'apiKey' | 'twimlAppSid' | 'tokenMinutes'>,
): string {
  const { accountSid, apiKey, twimlAppSid, tokenMinutes } = settings;
  const token = new AccessToken(accountSid, apiKey.sid, apiKey.secret, { identity, ttl: tokenMinutes * 60 });
  token.addGrant(new AccessToken.VoiceGrant({ outgoingApplicationSid: twimlAppSid, incomingAllow: false }));
  return token.toJwt();
}
