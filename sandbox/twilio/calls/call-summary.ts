import type { Heard } from '../media/tone-meter';
import type { SignalError } from '../signalling/frames';
import type { Call } from './call';
import type { CallRecord, CallStatus } from './call-record';
import { isFinal } from './call-record';
import type { Spoken } from './first-leg';
import type { RepCall } from './rep-call';

/** One call as the control interface and the callee's page show it. Times are ISO 8601. */
export interface CallSummary {
  /** Sid of the first leg: the rep's, or the caller's. */
  callSid: string;
  /** `incoming`: from the telephone network. */
  direction: 'outgoing' | 'incoming';
  /** Empty where no rep called. */
  identity: string;
  /** `client:<identity>`; of an incoming call E.164, or Twilio's digits for a withheld number. */
  from: string;
  /**
   * What was dialled, E.164: of an incoming call the account's number; of a rep's call what the page asked for while
   * nothing is dialled yet.
   */
  to: string;
  /** Whom an incoming call was put through to last, E.164. */
  forwardedTo: string | null;
  callerId: string | null;
  /**
   * Of the callee's leg; of the first leg as long as (or if) nothing was dialled, and of an incoming call after nobody
   * took it.
   */
  status: CallStatus;
  /** Of the first leg. */
  repStatus: CallStatus;
  calleeCallSid: string | null;
  rtpReceived: number;
  rtpSent: number;
  /** Keys the rep pressed, in order. */
  dtmf: string;
  /** What the callee hears now. */
  heard: Heard;
  /** Loudness of what is played to the rep, 0 to 1. */
  returnedLevel: number;
  /** Whether the callee gives the rep's voice back. */
  speaking: boolean;
  startedAt: string;
  ringingUntil: string | null;
  answeredAt: string | null;
  endedAt: string | null;
  /** What was read out on the first leg, in order. */
  said: readonly Spoken[];
  /** Faults as Twilio's debugger would list them. */
  alerts: readonly SignalError[];
}

const SILENT: Heard = { hz: 0, level: 0 };

/** `precise: false` leaves out which tone is heard, which costs some milliseconds a call. */
export function summarise(call: Call, { precise = true } = {}): CallSummary {
  const { record, callee } = call;
  const leg = callee?.record;
  const shown = shownLeg(call);
  return {
    callSid: record.sid,
    direction: call.kind === 'rep' ? 'outgoing' : 'incoming',
    from: record.from,
    to: call.kind === 'rep' ? (leg?.to ?? record.to) : record.to,
    forwardedTo: call.kind === 'rep' ? null : (leg?.to ?? null),
    callerId: leg?.from ?? null,
    status: shown.status,
    repStatus: record.status,
    calleeCallSid: leg?.sid ?? null,
    ...(call.kind === 'rep' ? mediaOf(call, precise) : NO_MEDIA),
    startedAt: record.createdAt.toISOString(),
    ringingUntil: callee?.ringing
      ? new Date(callee.record.createdAt.getTime() + callee.ringSeconds * 1000).toISOString()
      : null,
    answeredAt: (shown.answeredAt ?? null)?.toISOString() ?? null,
    endedAt: endOf(call)?.toISOString() ?? null,
    said: call.said,
    alerts: call.alerts,
  };
}

/** The callee's leg, where there is one; a caller's own leg outlives whoever it was put through to. */
function shownLeg({ kind, record, callee }: Call): CallRecord {
  const leg = callee?.record;
  return leg && (kind === 'rep' || !isFinal(leg.status)) ? leg : record;
}

type Media = Pick<
  CallSummary,
  'identity' | 'rtpReceived' | 'rtpSent' | 'dtmf' | 'heard' | 'returnedLevel' | 'speaking'
>;

const NO_MEDIA: Media = {
  identity: '',
  rtpReceived: 0,
  rtpSent: 0,
  dtmf: '',
  heard: SILENT,
  returnedLevel: 0,
  speaking: false,
};

function mediaOf(call: RepCall, precise: boolean): Media {
  const talking = call.callee?.talking ?? false;
  return {
    identity: call.identity,
    ...call.counters,
    dtmf: call.dtmf.join(''),
    heard: talking ? heardOf(call, precise) : SILENT,
    returnedLevel: talking ? call.audio.levels().returned : 0,
    speaking: call.audio.echoing,
  };
}

function heardOf({ audio }: RepCall, precise: boolean): Heard {
  return precise ? audio.heard() : { hz: 0, level: audio.levels().heard };
}

function endOf({ kind, record, callee }: Call): Date | null {
  return kind === 'rep' && callee && isFinal(callee.record.status) ? callee.record.endedAt : record.endedAt;
}
