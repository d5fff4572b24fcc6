import { randomUUID } from 'node:crypto';
import type { DeliveryBody } from './bodies';
import { analysisBody, meetingBody, minutesBody } from './bodies';
import type { CallWishes, MiiTelCall } from './call';
import { newCall } from './call';

/**
 * What can be sent. `call`: analysis, then minutes. `analysis`, `minutes`: that one alone. `doubled`: each of them twice.
 * `out-of-order`: minutes first. `unanswered`: an outgoing call nobody took. `incoming`; `transfer`: passed on to a
 * colleague, two parts. `meeting`: no call. `challenge`: the admin saves the webhook's address.
 */
export const DELIVERY_KINDS = [
  'call',
  'analysis',
  'minutes',
  'doubled',
  'out-of-order',
  'unanswered',
  'incoming',
  'transfer',
  'meeting',
  'challenge',
] as const;

export type DeliveryKind = (typeof DELIVERY_KINDS)[number];

/** One request to be sent. */
export interface Delivery {
  event: 'analysis' | 'minutes' | 'meeting' | 'challenge';
  body: DeliveryBody;
}

export interface Deliveries {
  /** Undefined for a meeting. The challenge's is only a sample and never to be written anywhere. */
  call: MiiTelCall | undefined;
  /** In the order in which they are sent. */
  deliveries: Delivery[];
  /** What a challenge must be answered with. */
  challenge: string | undefined;
}

function ofCall(kind: DeliveryKind, call: MiiTelCall): Delivery[] {
  const analysis: Delivery = { event: 'analysis', body: analysisBody(call) };
  const minutes: Delivery = { event: 'minutes', body: minutesBody(call) };
  switch (kind) {
    case 'analysis':
    case 'unanswered':
      return [analysis];
    case 'minutes':
      return [minutes];
    case 'doubled':
      return [analysis, analysis, minutes, minutes];
    case 'out-of-order':
      return [minutes, analysis];
    default:
      return [analysis, minutes];
  }
}

/** The bodies of one call, meeting or handshake, as MiiTel would send them; every id is new. */
export function makeDeliveries(kind: DeliveryKind, wishes: CallWishes = {}): Deliveries {
  if (kind === 'meeting') {
    const deliveries: Delivery[] = [{ event: 'meeting', body: meetingBody(wishes) }];
    return { call: undefined, deliveries, challenge: undefined };
  }
  const isOutgoing = kind !== 'unanswered' && kind !== 'incoming' && kind !== 'transfer';
  const call = newCall(isOutgoing ? 'outgoing' : kind, wishes);
  if (kind === 'challenge') {
    const challenge = randomUUID().replaceAll('-', '');
    const body = { ...analysisBody(call), challenge };
    return { call, deliveries: [{ event: 'challenge', body }], challenge };
  }
  return { call, deliveries: ofCall(kind, call), challenge: undefined };
}
