import { DIRECTION_LABELS, RESULT_LABELS, type ServerField, SOURCE_LABELS } from '../../contracts/call-log';
import { createFunctionsDialPlan } from '../../dial-plan/functions';
import type { CallReport, MatchedCustomer, PackedMinutes } from './call-report';
import { unpack } from './minutes';

/** The fields of a row that are the server's, as kintone takes them. */
export type CallLogRow = Record<ServerField, string | Array<{ code: string }>>;

/** Between the minutes of several parts of one call. */
const BETWEEN_PARTS = '\n\n';
/** kintone's limit for a text of several lines, characters. */
const LONGEST_SUMMARY = 60_000;

const { formatNational } = createFunctionsDialPlan(['JP']);

/**
 * The row of a call: a function of the report alone, whatever order its parts came in. Fields that are not known are
 * written empty. `kintoneOrigin` is where customer records stand.
 */
export function rowOf({ callId, facts }: CallReport, kintoneOrigin: string): CallLogRow {
  const outcome = facts.outcome?.value;
  const talked = outcome === 'answered' || outcome === 'forwarded';
  const customer = facts.customer?.value;
  const matched = customer?.match === 'one' ? customer : undefined;
  const source = facts.source?.value;
  const direction = facts.direction?.value;
  const rep = facts.rep?.value;
  return {
    call_id: callId,
    source: source ? SOURCE_LABELS[source] : '',
    direction: direction ? DIRECTION_LABELS[direction] : '',
    result: outcome ? RESULT_LABELS[outcome] : '',
    phone_number: numberText(facts.phoneNumber?.value),
    from_number: numberText(facts.fromNumber?.value),
    company: companyText(customer, facts.companySaid?.value ?? ''),
    contact: matched ? matched.contact : (facts.contactSaid?.value ?? ''),
    customer_app: matched?.app ?? '',
    customer_record: matched?.record ?? '',
    customer_url: matched ? `${kintoneOrigin}/k/${matched.app}/show#record=${matched.record}` : '',
    rep: rep ? [{ code: rep }] : [],
    rep_name: facts.repName?.value ?? '',
    started_at: facts.startedAt?.value ?? '',
    answered_at: talked ? (facts.answeredAt?.value ?? '') : '',
    ended_at: facts.endedAt?.value ?? '',
    duration: talked ? durationText({ callId, facts }) : '',
    summary: summaryText({ callId, facts }),
    source_url: facts.sourceUrl?.value ?? '',
  };
}

function numberText(number: string | null | undefined): string {
  if (number === undefined) {
    return '';
  }
  return number === null ? '非通知' : formatNational(number);
}

function companyText(customer: MatchedCustomer | undefined, said: string): string {
  switch (customer?.match) {
    case 'one':
      return customer.company;
    case 'several':
      return `${said}（該当する顧客が${customer.count}件）`;
    case 'none':
      return `${said}（該当する顧客なし）`;
    default:
      return said;
  }
}

/** Seconds of talk: as the source counts them, else from the answer to the end. */
function durationText({ facts }: CallReport): string {
  if (facts.talkSeconds) {
    return String(facts.talkSeconds.value);
  }
  const seconds = (Date.parse(facts.endedAt?.value ?? '') - Date.parse(facts.answeredAt?.value ?? '')) / 1000;
  return seconds >= 0 ? String(seconds) : '';
}

function summaryText({ facts }: CallReport): string {
  return Object.entries(facts)
    .filter(([name]) => name.startsWith('minutes:'))
    .map(([name, fact]) => ({ name, ...(fact?.value as PackedMinutes) }))
    .sort((left, right) => (`${left.at} ${left.name}` < `${right.at} ${right.name}` ? -1 : 1))
    .map(({ packed }) => unpack(packed) ?? '')
    .filter((text) => text !== '')
    .join(BETWEEN_PARTS)
    .slice(0, LONGEST_SUMMARY);
}
