import * as z from 'zod/mini';
import type { DialCallStatus, PageMessage } from '../../contracts/page-message';
import { type Answer, twimlAnswer } from '../http/answer';
import { log } from '../http/log';
import { Refused } from '../http/refused';
import { type FunctionRequest, parseFields } from '../http/request';
import { receiveDialEnded } from '../reports/receive-twilio';
import type { FunctionSettings } from '../settings';
import { decodeCallReference } from './call-reference';
import { callSid } from './call-request';
import { hangupTwiml } from './dial-twiml';
import { tellPage } from './page-messages';
import { giveTurnBack } from './take-turn';
import { turnPorts } from './turn-ports';

const STATUSES = ['completed', 'answered', 'busy', 'no-answer', 'failed', 'canceled'] as const;

/** How the callee's leg ended. */
interface DialEnd {
  /** CallSid of the rep's leg. */
  call: string;
  identity: string;
  /** Undefined when Twilio says something new: then the page is told nothing, rather than a guess. */
  status: DialCallStatus | undefined;
  /** How long the callee talked, s; 0 where Twilio does not say. */
  talkedS: number;
  /** The rep hung up first: there is no running call left whose page could be told. */
  repHungUp: boolean;
}

const endFields = z.object({
  CallSid: callSid,
  CallStatus: z.catch(z.string(), ''),
  DialCallStatus: z.catch(z.optional(z.enum(STATUSES)), undefined),
  DialCallDuration: z.catch(z.string().check(z.regex(/^\d{1,6}$/)), '0'),
  c: z.string(),
});

/** The Dial action's report. Throws Refused 'bad-request'. */
function readDialEnd(request: FunctionRequest): DialEnd {
  const fields = parseFields(endFields, request);
  const reference = decodeCallReference(fields.c);
  if (!reference) {
    throw new Refused('bad-request', 'c');
  }
  return {
    call: fields.CallSid,
    identity: reference.identity,
    status: fields.DialCallStatus,
    talkedS: Number(fields.DialCallDuration),
    repHungUp: fields.CallStatus === 'completed',
  };
}

/** How Twilio rounds a duration is not documented, s. */
const ROUNDING_S = 1;

/**
 * What the page is told. Twilio ends a call at its time limit as it ends one in which the callee hung up; only the
 * duration tells them apart.
 */
function messageOf(status: DialCallStatus, talkedS: number, maxCallMinutes: number): PageMessage {
  const limited = status === 'completed' && talkedS >= maxCallMinutes * 60 - ROUNDING_S;
  return { kind: 'dial-ended', status, ...(limited ? { limitMinutes: maxCallMinutes } : {}) };
}

/**
 * Tells the rep's page how it ended, gives the rep's live call back, keeps the report, and then hangs up, whatever came
 * of these. Throws Refused 'bad-request'.
 */
export async function endCall(request: FunctionRequest, settings: FunctionSettings): Promise<Answer> {
  const { call, identity, status, talkedS, repHungUp } = readDialEnd(request);
  log(status ? 'info' : 'warn', { in: 'dial-ended', event: 'ended', code: status ?? 'unknown', call });
  await Promise.all([
    status &&
      !repHungUp &&
      tellPage(settings, {
        in: 'dial-ended',
        call,
        message: messageOf(status, talkedS, settings.maxCallMinutes),
      }),
    giveTurnBack({ identity, call }, turnPorts('dial-ended', call, settings)),
    receiveDialEnded({ settings, fields: request.fields }),
  ]);
  return twimlAnswer(hangupTwiml());
}
