import { randomUUID } from 'node:crypto';

/** Somebody of the company, as MiiTel knows them. */
export interface MiiTelUser {
  name: string;
  /** What they log in to MiiTel with. */
  mail: string;
}

/** The other end of a call. */
export interface MiiTelCustomer {
  /** National digits, as MiiTel writes numbers: `0312345601`; null where the caller withholds it. */
  number: string | null;
  /** From the contacts in MiiTel, where it is in them; often it is not. */
  name?: string | null;
  company?: string | null;
}

/** What a generated call is to be like; all of it may be left out. */
export interface CallWishes {
  customer?: MiiTelCustomer;
  rep?: MiiTelUser;
  /** Whom a transferred call goes to. */
  colleague?: MiiTelUser;
  /** The company's own number, national digits. */
  circuit?: string;
  /** When the call ended, epoch ms. */
  endedAt?: number;
  /** How long they talked, s. */
  talkSeconds?: number;
  /** Of the call, of a transferred one of its first part. */
  minutes?: string;
}

/** Types of a part that this stand-in makes; MiiTel has more. */
export type CallType = 'OUTGOING_CALL' | 'INCOMING_CALL' | 'EXTENSION_TRANSFER';

interface Participant {
  id: string;
  from_to: 'FROM' | 'TO';
  name: string | null;
  company_name: string | null;
  login_id: string | null;
}

/** One part of a call: what analysis and minutes both say of it. */
export interface CallDetail {
  id: string;
  dial_starts_at: string;
  dial_answered_at: string | null;
  dial_ends_at: string;
  queueing_starts_at: null;
  queueing_answered_at: null;
  queueing_ends_at: null;
  call_type: CallType;
  circuit_number: string | null;
  circuit_name: string | null;
  from_number: string | null;
  to_number: string | null;
  previous_id: string | null;
  participants: [Participant, Participant];
}

/** A call as MiiTel keeps it. */
export interface MiiTelCall {
  id: string;
  details: CallDetail[];
  /** One text a part. */
  minutes: string[];
}

const RING_S = 13;
const MINUTES_AFTER_TRANSFER = '■ 要点\n・担当を引き継ぎ、納期を確認した。';

const WISHES = {
  customer: { number: '0312345601' },
  rep: { name: '佐藤 花子', mail: 'sato.hanako@sandbox.example' },
  colleague: { name: '鈴木 一郎', mail: 'suzuki.ichiro@sandbox.example' },
  circuit: '05012345678',
  talkSeconds: 191,
  minutes: '■ 要点\n・見積もりは二案。来週の定例で説明する。\n■ 次にすること\n・資料を送る（今週中）。',
} satisfies CallWishes;

/** RFC 3339 in UTC, as MiiTel writes it: `2026-11-20T04:40:02+00:00`. */
export function timeText(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/\.\d{3}Z$/, '+00:00');
}

function ourPerson(side: 'FROM' | 'TO', { name, mail }: MiiTelUser): Participant {
  return { id: randomUUID(), from_to: side, name, company_name: null, login_id: mail };
}

function otherPerson(side: 'FROM' | 'TO', { name, company }: MiiTelCustomer): Participant {
  return {
    id: randomUUID(),
    from_to: side,
    name: name ?? null,
    company_name: company ?? null,
    login_id: null,
  };
}

interface Part {
  id: string;
  type: CallType;
  numbers: [from: string | null, to: string | null];
  people: [Participant, Participant];
  /** Epoch ms. */
  times: { startedAt: number; answeredAt: number | null; endedAt: number };
  previous?: string;
  circuit: string;
}

function detail({ id, type, numbers, people, times, previous, circuit }: Part): CallDetail {
  return {
    id,
    dial_starts_at: timeText(times.startedAt),
    dial_answered_at: times.answeredAt === null ? null : timeText(times.answeredAt),
    dial_ends_at: timeText(times.endedAt),
    queueing_starts_at: null,
    queueing_answered_at: null,
    queueing_ends_at: null,
    call_type: type,
    circuit_number: circuit,
    circuit_name: '代表',
    from_number: numbers[0],
    to_number: numbers[1],
    previous_id: previous ?? null,
    participants: people,
  };
}

/**
 * A call that is over, with ids of its own: outgoing, outgoing and unanswered, incoming, or incoming and passed on to
 * a colleague (two parts). The first part's id is the call's.
 */
export function newCall(
  kind: 'outgoing' | 'unanswered' | 'incoming' | 'transfer',
  wishes: CallWishes = {},
): MiiTelCall {
  const { customer, rep, colleague, circuit, talkSeconds, minutes } = { ...WISHES, ...wishes };
  const endedAt = wishes.endedAt ?? Date.now() - 60_000;
  const answeredAt = kind === 'unanswered' ? null : endedAt - talkSeconds * 1000;
  const startedAt = (answeredAt ?? endedAt) - RING_S * 1000;
  const id = randomUUID();
  if (kind === 'outgoing' || kind === 'unanswered') {
    const people: [Participant, Participant] = [ourPerson('FROM', rep), otherPerson('TO', customer)];
    const times = { startedAt, answeredAt, endedAt };
    const numbers: [string, string | null] = [circuit, customer.number];
    return {
      id,
      details: [detail({ id, type: 'OUTGOING_CALL', numbers, people, times, circuit })],
      minutes: [minutes],
    };
  }
  const passedOnAt = kind === 'transfer' ? endedAt - Math.floor(talkSeconds / 2) * 1000 : endedAt;
  const first = detail({
    id,
    type: 'INCOMING_CALL',
    numbers: [customer.number, circuit],
    people: [otherPerson('FROM', customer), ourPerson('TO', rep)],
    times: { startedAt, answeredAt, endedAt: passedOnAt },
    circuit,
  });
  if (kind === 'incoming') {
    return { id, details: [first], minutes: [minutes] };
  }
  const second = detail({
    id: randomUUID(),
    type: 'EXTENSION_TRANSFER',
    numbers: ['201', '202'],
    people: [ourPerson('FROM', rep), ourPerson('TO', colleague)],
    times: { startedAt: passedOnAt, answeredAt: passedOnAt + 2000, endedAt },
    previous: id,
    circuit,
  });
  return { id, details: [first, second], minutes: [minutes, MINUTES_AFTER_TRANSFER] };
}
