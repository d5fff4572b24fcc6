import VoiceResponse from 'twilio/lib/twiml/VoiceResponse';
import type { FunctionSettings } from '../settings';
import { type CallReference, encodeCallReference } from './call-reference';

/** The callee's phone rings this long, s. */
const RING_S = 30;

/**
 * TwiML that dials `e164` in the company's name. The call counts as answered when the callee answers.
 * https://www.twilio.com/docs/voice/twiml/dial
 */
export function dialTwiml(
  e164: string,
  reference: CallReference,
  settings: Pick<FunctionSettings, 'fromNumber' | 'maxCallMinutes'>,
): VoiceResponse {
  const twiml = new VoiceResponse();
  const dial = twiml.dial({
    callerId: settings.fromNumber,
    answerOnBridge: true,
    timeout: RING_S,
    timeLimit: settings.maxCallMinutes * 60,
    ringTone: 'jp',
    action: `/dial-ended?c=${encodeCallReference(reference)}`,
  });
  dial.number(e164);
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
