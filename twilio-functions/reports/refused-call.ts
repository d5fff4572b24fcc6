import { type CallReport, secondOf, statement, WEIGHT } from '../outbox/call-report';
import { mergeReports } from '../outbox/merge';
import { callIdOf } from './twilio-fields';

/** A call that `/call-phone` ends before it is dialled. */
export interface RefusedCall {
  /** CallSid of the rep's leg. */
  call: string;
  loginCode: string;
  repName: string | null;
  app: string | null;
  record: string | null;
  /** E.164, where what was to be dialled can be read as that. */
  number: string | undefined;
  /** What the callee would have seen, E.164. */
  fromNumber: string;
}

/** What a refusal at `now` (ms since 1970) says of the call: there will be no leg of a callee to wait for. */
export function readRefusedCall(refused: RefusedCall, now: number): CallReport {
  const { call, loginCode, repName, app, record, number, fromNumber } = refused;
  const callId = callIdOf(call);
  return mergeReports(
    statement(callId, WEIGHT.settled, {
      source: 'twilio',
      direction: 'outgoing',
      outcome: 'refused',
      calleeLegEnded: true,
    }),
    statement(callId, WEIGHT.reported, {
      rep: loginCode,
      repName: repName ?? undefined,
      phoneNumber: number,
      fromNumber,
      dialledFrom: app !== null && record !== null ? { app, record } : undefined,
      startedAt: secondOf(now),
    }),
  );
}
