import type { CallDirection } from '../../contracts/call-log';
import type { MiitelCall, MiitelDetail, MiitelParticipant } from './miitel-payload';

/** The parts of one call: docs/decisions/0006-miitel-which-detail.md */
export interface MiitelChain {
  /** The part that is the call, as the customer sees it; undefined when this delivery does not hold it. */
  head: MiitelDetail | undefined;
  /** The id of that part. */
  headId: string;
  /** All parts, in the order in which they began. */
  parts: MiitelDetail[];
}

/** Which of a call's details is the call. */
export function chainOf({ id, details }: MiitelCall): MiitelChain {
  const parts = [...details].sort((left, right) => (orderOf(left) < orderOf(right) ? -1 : 1));
  const head = parts.find((part) => part.id === id) ?? parts.find((part) => !part.previous_id);
  return { head, headId: head?.id ?? id, parts };
}

function orderOf({ dial_starts_at: start, id }: MiitelDetail): string {
  return `${new Date(start).toISOString()} ${id}`;
}

const OUTGOING = new Set(['OUTGOING_CALL', 'PREDICTIVE_DIAL', 'OUTGOING_TRANSFER']);
const INCOMING = new Set([
  'INCOMING_CALL',
  'INCOMING_CALL_USER',
  'QUEUEING_CALL',
  'AUTOMATIC_TRANSFER',
  'AUTOMATIC_RECORD',
  'READ_DTMF',
]);
const INTERNAL = new Set(['EXTENSION', 'EXTENSION_GROUP', 'EXTENSION_TRANSFER', 'EXTENSION_GROUP_TRANSFER']);
/** A machine answers: a queue, a menu, a recorder. */
const MACHINE = new Set(['QUEUEING_CALL', 'READ_DTMF', 'AUTOMATIC_RECORD']);

/** Whether the parts are all between our own people: no customer's call. */
export function isInternal({ parts }: MiitelChain): boolean {
  return parts.every((part) => INTERNAL.has(part.call_type) && !part.previous_id);
}

/** Whether a part is one of our people passing the call to another. */
export function isTransferInside({ call_type: type }: MiitelDetail): boolean {
  return INTERNAL.has(type);
}

/** Whose call it is. A type that is new is judged by who of ours takes part. */
export function directionOf(part: MiitelDetail): CallDirection {
  if (OUTGOING.has(part.call_type) || INCOMING.has(part.call_type)) {
    return OUTGOING.has(part.call_type) ? 'outgoing' : 'incoming';
  }
  const ours = part.participants?.find(({ login_id: login }) => login !== undefined);
  return ours?.from_to === 'FROM' ? 'outgoing' : 'incoming';
}

/** When the first person answered; undefined when nobody did. */
export function answerOf(parts: readonly MiitelDetail[]): string | undefined {
  return parts
    .filter(({ call_type: type }) => !MACHINE.has(type))
    .flatMap(({ dial_answered_at: at }) => (at === null ? [] : [new Date(at).toISOString()]))
    .sort()[0];
}

/** When the last part ended. */
export function endOf(parts: readonly MiitelDetail[]): string | undefined {
  return parts
    .map(({ dial_ends_at: at }) => new Date(at).toISOString())
    .sort()
    .at(-1);
}

/** Our own person of a part: the one with a log-in, on our side of it if there are two. */
export function ourPerson(part: MiitelDetail | undefined): MiitelParticipant | undefined {
  const ours = part?.participants?.filter(({ login_id: login }) => login !== undefined) ?? [];
  const side = part && directionOf(part) === 'outgoing' ? 'FROM' : 'TO';
  return ours.find(({ from_to: fromTo }) => fromTo === side) ?? ours[0];
}

/** The other party of a part: somebody without a log-in, on the other side. */
export function otherParty(part: MiitelDetail | undefined): MiitelParticipant | undefined {
  const side = part && directionOf(part) === 'outgoing' ? 'TO' : 'FROM';
  return part?.participants?.find(
    ({ from_to: fromTo, login_id: login }) => fromTo === side && login === undefined,
  );
}
