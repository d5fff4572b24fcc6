import { statement, WEIGHT, type CallReport } from '../../../twilio-functions/outbox/call-report';
import { mergeReports } from '../../../twilio-functions/outbox/merge';
import { pack } from '../../../twilio-functions/outbox/minutes';
import { readCallStatus } from '../../../twilio-functions/reports/call-status';
import { readDialEnded } from '../../../twilio-functions/reports/dial-ended';
import { calleeEvent, CALLEE_LEG, dialAction, REP_LEG, repLegEvent } from '../reports/call-events';

const sid = (letter: string, n: number) => `CA${letter}${String(n).padStart(31, '0')}`;

/** The number of the n-th customer. */
const numberOf = (n: number) => `+8131234${5600 + n}`;

/** All that Twilio says of the n-th answered call, in the order of the call. */
export function twilioCall(n: number): CallReport[] {
  const own = (fields: Record<string, string>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [
        name,
        value
          .replace(REP_LEG, sid('a', n))
          .replace(CALLEE_LEG, sid('b', n))
          .replace('+81312345601', numberOf(n)),
      ]),
    );
  return [
    readCallStatus(own(calleeEvent('initiated', 0))),
    readCallStatus(own(calleeEvent('ringing', 2))),
    readCallStatus(own(calleeEvent('in-progress', 13))),
    readCallStatus(own(calleeEvent('completed', 13 + n, { CallDuration: String(n) }))),
    readDialEnded(own(dialAction('completed', { DialCallDuration: String(n) }))),
    readCallStatus(own(repLegEvent('completed', 14 + n, { CallDuration: String(14 + n) }))),
  ];
}

/** Analysis and minutes of the n-th call of MiiTel. */
export function miitelCall(n: number, minutes = `要点 ${n}`): CallReport[] {
  const callId = `miitel:${n}`;
  const whole = statement(callId, WEIGHT.settled, {
    source: 'miitel',
    direction: 'outgoing',
    outcome: 'answered',
    phoneNumber: numberOf(n),
    startedAt: '2026-11-20T04:40:02Z',
    answeredAt: '2026-11-20T04:40:15Z',
    endedAt: '2026-11-20T04:43:26Z',
    rep: 'sato.hanako',
    sourceUrl: `https://sandbox.miitel.example/app/calls/${n}`,
  });
  const told = { at: '2026-11-20T04:40:02Z', packed: pack(minutes) };
  return [whole, mergeReports(whole, statement(callId, WEIGHT.settled, { [`minutes:${n}`]: told }))];
}

/** A part that came last, as a report of its own. */
export const lastOf = (reports: CallReport[]): CallReport => reports.at(-1) as CallReport;
export const firstOf = (reports: CallReport[]): CallReport => reports[0] as CallReport;
