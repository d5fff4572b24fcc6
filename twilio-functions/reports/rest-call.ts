import * as z from 'zod/mini';
import { callSid as sid } from '../calls/call-request';
import { type CallReport, statement, timeOf, WEIGHT } from '../outbox/call-report';
import { mergeReports } from '../outbox/merge';
import { outcomeOf } from './leg-outcome';
import { before, callerNumber, callIdOf, dialledNumber, repOf } from './twilio-fields';

/** One leg as Twilio's list of calls shows it: https://www.twilio.com/docs/voice/api/call-resource#call-properties */
export const restLeg = z.object({
  sid,
  parent_call_sid: z.nullable(sid),
  status: z.string(),
  from: z.string(),
  to: z.string(),
  direction: z.string(),
  date_created: z.nullable(z.string()),
  end_time: z.nullable(z.string()),
  duration: z.nullable(z.string()),
});

export type RestLeg = z.output<typeof restLeg>;

/** Whether a leg is over: only then does Twilio's record of it no longer change. */
export function isOver(leg: RestLeg): boolean {
  return outcomeOf(leg.status) !== undefined;
}

/**
 * What a call's legs say once all of them are over: its first leg, and the legs that were dialled for it. Undefined
 * for a call that is not ours: not from a rep's browser, and not to `ourNumber` (E.164).
 */
export function readRestCall(
  first: RestLeg,
  dialled: readonly RestLeg[],
  ourNumber: string,
): CallReport | undefined {
  const callId = callIdOf(first.sid);
  const rep = repOf(first.from);
  if (rep === undefined && first.to !== ourNumber) {
    return undefined;
  }
  const reports = dialled.map((leg) => ofDialledLeg(leg, callId, rep !== undefined));
  const whole = statement(callId, WEIGHT.asked, {
    source: 'twilio',
    direction: rep === undefined ? 'incoming' : 'outgoing',
    rep,
    startedAt: time(first.date_created),
    endedAt: time(first.end_time),
    repLegEnded: true,
    calleeLegEnded: true,
    ...(rep === undefined
      ? { phoneNumber: callerNumber(first.from), fromNumber: dialledNumber(first.to) }
      : { fromNumber: ourNumber }),
    ...(dialled.length === 0 ? { outcome: withoutDial(first, rep !== undefined) } : {}),
  });
  return [whole, ...reports].reduce(mergeReports);
}

/** Nobody was dialled: refused, given up at once, or announced. */
function withoutDial(first: RestLeg, isOutgoing: boolean) {
  if (!isOutgoing) {
    return 'announced';
  }
  const outcome = outcomeOf(first.status);
  return outcome === 'answered' ? 'failed' : outcome;
}

function ofDialledLeg(leg: RestLeg, callId: string, isOutgoing: boolean): CallReport {
  const outcome = outcomeOf(leg.status);
  const talked = outcome === 'answered';
  const talkSeconds = talked && /^\d{1,6}$/.test(leg.duration ?? '') ? Number(leg.duration) : undefined;
  return statement(callId, WEIGHT.asked, {
    outcome: talked && !isOutgoing ? 'forwarded' : outcome,
    talkSeconds,
    // start_time is when dialling began or when it was answered, and nobody says which.
    answeredAt: before(time(leg.end_time), talkSeconds),
    phoneNumber: isOutgoing ? dialledNumber(leg.to) : undefined,
  });
}

function time(text: string | null): string | undefined {
  return text === null ? undefined : timeOf(text);
}
