import VoiceResponse from 'twilio/lib/twiml/VoiceResponse';
import { legCallback } from '../calls/dial-twiml';
import { type Answer, twimlAnswer } from '../http/answer';
import type { FunctionSettings } from '../settings';
import { readForwardEnded, readIncomingCall } from './incoming-call';
import { outcomeOf } from './leg-outcome';
import { keepReport } from './receive-twilio';
import type { WebhookFields } from './twilio-fields';

/** The caller hears ringing this long before the announcement, s. */
const RING_S = 25;
/** The caller is not kept waiting for the outbox any longer, ms: Twilio's list of calls has it too. */
const KEEP_MS = 1500;
const ANNOUNCEMENT =
  'お電話ありがとうございます。ただいま電話に出ることができません。担当者から折り返しご連絡いたします。';

/**
 * A customer calls our number: put through where that is set up, else an announcement; and how putting through ended,
 * which comes to the same address. Answers whatever becomes of the report. Never throws.
 */
export async function receiveIncomingCall({
  settings,
  fields,
}: {
  settings: FunctionSettings;
  /** The fields of a request that Twilio has signed. */
  fields: WebhookFields;
}): Promise<Answer> {
  const { forwardTo } = settings;
  const dialStatus = typeof fields.DialCallStatus === 'string' ? fields.DialCallStatus : undefined;
  const isForwarded = forwardTo !== undefined;
  const now = Date.now();
  await keepReport(
    'incoming-call',
    settings,
    () =>
      dialStatus === undefined ? readIncomingCall(fields, { isForwarded, now }) : readForwardEnded(fields),
    KEEP_MS,
  );
  if (dialStatus !== undefined) {
    return twimlAnswer(outcomeOf(dialStatus) === 'answered' ? hangUp() : announce());
  }
  return twimlAnswer(isForwarded ? putThrough(forwardTo, settings) : announce());
}

function hangUp(): VoiceResponse {
  const twiml = new VoiceResponse();
  twiml.hangup();
  return twiml;
}

function announce(): VoiceResponse {
  const twiml = new VoiceResponse();
  twiml.say({ language: 'ja-JP' }, ANNOUNCEMENT);
  twiml.hangup();
  return twiml;
}

/** In the company's name: a caller's own number is no caller ID that Twilio may show. */
function putThrough(
  number: string,
  { fromNumber, maxCallMinutes }: Pick<FunctionSettings, 'fromNumber' | 'maxCallMinutes'>,
): VoiceResponse {
  const twiml = new VoiceResponse();
  const dial = twiml.dial({
    callerId: fromNumber,
    answerOnBridge: true,
    timeout: RING_S,
    timeLimit: maxCallMinutes * 60,
    ringTone: 'jp',
    action: '/incoming-call',
  });
  dial.number(legCallback(), number);
  return twiml;
}
