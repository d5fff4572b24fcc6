/** The body of `POST /token`, urlencoded, so that the browser sends it without a preflight. */
export interface TokenRequest {
  /** Id of the sign-in record the rep's browser has just added. */
  record_id: string;
  /** 32 random bytes, base64url (43 characters); their SHA-256 is the record's `challenge`. */
  code_verifier: string;
}

/** Whether the rep's Google Calendar gets their calls; `off` where the feature is not set up. */
export type CalendarLink = 'off' | 'not-connected' | 'connected' | 'reconnect';

/** The answer of `POST /token`. */
export interface TokenAnswer {
  /** Twilio's access token for the Voice SDK. */
  token: string;
  /** The rep's login code in the characters Twilio allows. */
  identity: string;
  /** Seconds from receipt until the token is over. */
  expires_in: number;
  calendar: CalendarLink;
}

/** Field code of the app 電話サインイン that carries base64url(SHA-256(code_verifier)). */
export const CHALLENGE_FIELD = 'challenge';
