import type { Route } from './http/router';

/** One Twilio account with a Standard API key. */
export interface TwilioAccount {
  /** `AC…` */
  sid: string;
  authToken: string;
  /** `SK…`; signs access tokens. */
  apiKeySid: string;
  apiKeySecret: string;
}

/** The TwiML App that outgoing calls of the Voice SDK go to. */
interface TwimlApplication {
  /** `AP…` */
  sid: string;
  /** Asked for TwiML when a rep calls; the URL is signed exactly as it stands here. */
  voiceUrl: string;
  /** Told how the rep's leg ended. */
  statusCallback?: string;
}

/** What the account's numbers do with a call from the telephone network. */
interface IncomingSettings {
  /** Asked for TwiML; the URL is signed exactly as it stands here. */
  voiceUrl: string;
  /** Told how the caller's leg ended. */
  statusCallback?: string;
}

export interface TwilioOptions {
  /** 0 (default) takes any free port. */
  port?: number;
  account: TwilioAccount;
  application: TwimlApplication;
  /** The account's numbers, E.164; only these may be a caller ID, and only these can be called from outside. */
  numbers: readonly string[];
  /** Without it, whoever calls one of the numbers finds it out of service. */
  incoming?: IncomingSettings;
  /** `IS…` */
  syncServiceSid: string;
  /** Where a webhook for this public URL is really posted; the signature stays over the public one. */
  deliverTo?: (url: string) => string;
  /** Origins whose pages may use the control interface and signal, besides the stand-in's own. */
  allowedOrigins?: readonly string[];
  /** Control routes of stand-ins that have no port of their own. */
  guests?: readonly Route[];
}
