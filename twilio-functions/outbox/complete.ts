import { type CallReport, statement, WEIGHT } from './call-report';
import type { Customers } from './customers';
import type { LastReps } from './last-rep';
import { mergeReports } from './merge';

/**
 * What else is to be known of a call before it is written: its customer (one look into kintone, kept in the report and
 * repeated only when the record turns up from which it was dialled), and for a caller the rep who called them last.
 */
export function completeWith(parts: { customers: Customers | undefined; lastReps: LastReps }) {
  return async (report: CallReport, within: number): Promise<CallReport | undefined> => {
    const [customer, lastRep] = await Promise.all([
      customerOf(report, parts.customers, within),
      lastRepOf(report, parts.lastReps),
    ]);
    const found = [customer, lastRep].filter((part) => part !== undefined);
    return found.length > 0 ? found.reduce(mergeReports) : undefined;
  };
}

async function customerOf(
  { callId, facts }: CallReport,
  customers: Customers | undefined,
  within: number,
): Promise<CallReport | undefined> {
  const number = facts.phoneNumber?.value;
  const dialledFrom = facts.dialledFrom?.value;
  const weight = dialledFrom ? WEIGHT.settled : WEIGHT.reported;
  if (!customers || !number?.startsWith('+') || (facts.customer?.weight ?? 0) >= weight) {
    return undefined;
  }
  const customer = await customers.find(number, dialledFrom, within);
  return customer && statement(callId, weight, { customer });
}

async function lastRepOf({ callId, facts }: CallReport, lastReps: LastReps): Promise<CallReport | undefined> {
  const number = facts.phoneNumber?.value;
  const isCaller = facts.source?.value === 'twilio' && facts.direction?.value === 'incoming';
  if (!isCaller || !number || facts.rep) {
    return undefined;
  }
  const last = await lastReps.of(number);
  return last && statement(callId, WEIGHT.guessed, { rep: last.rep, repName: last.repName ?? undefined });
}
