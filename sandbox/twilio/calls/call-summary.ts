import type { Heard } from '../media/tone-meter';
import type { SignalError } from '../signalling/frames';
import type { CallStatus } from './call-record';
import { isFinal } from './call-record';
import type { RepCall } from './rep-call';

/** One call as the control interface and the callee's page show it. Times are ISO 8601. */
export interface CallSummary {
  /** Sid of the rep's leg. */
  callSid: string;
  identity: string;
  /** What was dialled, E.164; what the rep's page asked for while nothing is dialled yet. */
  to: string;
  callerId: string | null;
  /** Of the callee's leg; of the rep's leg as long as (or if) nothing was dialled. */
  status: CallStatus;
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
  /** Faults as Twilio's debugger would list them. */
  alerts: readonly SignalError[];
}

const SILENT: Heard = { hz: 0, level: 0 };

/** `precise: false` leaves out which tone is heard, which costs some milliseconds a call. */
export function summarise(call: RepCall, { precise = true } = {}): CallSummary {
  const { record, callee, audio } = call;
  const talking = callee?.talking ?? false;
  const leg = callee?.record;
  return {
    callSid: record.sid,
    identity: call.identity,
    to: leg?.to ?? record.to,
    callerId: leg?.from ?? null,
    status: leg?.status ?? record.status,
    repStatus: record.status,
    calleeCallSid: leg?.sid ?? null,
    ...call.counters,
    dtmf: call.dtmf.join(''),
    heard: talking ? heardOf(call, precise) : SILENT,
    returnedLevel: talking ? audio.levels().returned : 0,
    speaking: audio.echoing,
    startedAt: record.createdAt.toISOString(),
    ringingUntil: callee?.ringing
      ? new Date(callee.record.createdAt.getTime() + callee.ringSeconds * 1000).toISOString()
      : null,
    answeredAt: (leg?.answeredAt ?? null)?.toISOString() ?? null,
    endedAt: endOf(call)?.toISOString() ?? null,
    alerts: call.alerts,
  };
}

function heardOf({ audio }: RepCall, precise: boolean): Heard {
  return precise ? audio.heard() : { hz: 0, level: audio.levels().heard };
}

function endOf({ record, callee }: RepCall): Date | null {
  return callee && isFinal(callee.record.status) ? callee.record.endedAt : record.endedAt;
}
