import VoiceResponse from 'twilio/lib/twiml/VoiceResponse';
import type { FunctionSettings } from '../settings';
import { type CallReference, encodeCallReference } from './call-reference';

/** The callee's phone rings this long, s. */
const RING_S = 30;

/**
 * What Twilio tells of a leg, and how it tries again when it is not taken: five times within 15 s. The fragment is for
 * Twilio alone: it is neither sent nor signed.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export function legCallback(query = ''): VoiceResponse.NumberAttributes {
  return {
    statusCallback: `/call-status${query}#rc=5&rp=ct,rt,5xx`,
    statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
  };
}

/**
 * TwiML that dials `e164` in the company's name, and has the leg told of where calls are written down. The call counts as
 * answered when the callee answers.
 * https://www.twilio.com/docs/voice/twiml/dial
 */
export function dialTwiml(
  e164: string,
  reference: CallReference,
  settings: Pick<FunctionSettings, 'fromNumber' | 'maxCallMinutes' | 'callLogApp'>,
): VoiceResponse {
  const query = `?c=${encodeCallReference(reference)}`;
  const twiml = new VoiceResponse();
  const dial = twiml.dial({
    callerId: settings.fromNumber,
    answerOnBridge: true,
    timeout: RING_S,
    timeLimit: settings.maxCallMinutes * 60,
    ringTone: 'jp',
    action: `/dial-ended${query}`,
  });
  dial.number(settings.callLogApp ? legCallback(query) : {}, e164);
  return twiml;
}

/**
 * TwiML that ends a call before it is dialled. The pause lets the page message arrive; a `<Say>` would make the
 * Voice SDK report the call as answered.
 */
export function refusalTwiml(): VoiceResponse {
  const twiml = new VoiceResponse();
  twiml.pause({ length: 1 });
  twiml.hangup();
  return twiml;
}

/** TwiML that ends a call. */
export function hangupTwiml(): VoiceResponse {
  const twiml = new VoiceResponse();
  twiml.hangup();
  return twiml;
}
