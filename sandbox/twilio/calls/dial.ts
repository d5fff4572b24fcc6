import type { Policy } from '../control/policy';
import { DEFAULT_RING_MS } from '../control/policy';
import { aborted, pause } from '../deferred';
import { newSid } from '../sid';
import type { DialVerb, StatusEvent } from '../twiml/verbs';
import { statusParameters } from '../webhooks/call-parameters';
import type { WebhookSender } from '../webhooks/webhook-sender';
import type { CallRecord, CallStatus, FinalStatus } from './call-record';
import { CalleeLeg } from './callee-leg';
import type { FirstLeg } from './first-leg';

export interface Exchange {
  accountSid: string;
  numbers: readonly string[];
  sender: WebhookSender;
  policy: () => Policy;
  keep: (record: CallRecord) => void;
  onChange: () => void;
  /** Makes a URL of a TwiML document absolute. */
  resolve: (url: string, base: string) => string;
}

export interface DialResult {
  status: FinalStatus;
  /** Undefined where no leg was created at all. */
  leg: CallRecord | undefined;
  bridged: boolean;
}

const E164 = /^\+[1-9]\d{6,14}$/;

const EVENT_OF: Partial<Record<CallStatus, StatusEvent>> = {
  initiated: 'initiated',
  ringing: 'ringing',
  'in-progress': 'answered',
};

/** Without a callerId, the callee sees who calls: a caller's own number, while a rep's browser has none. */
function callerIdOf(call: FirstLeg, verb: DialVerb): string {
  return verb.callerId ?? call.record.from;
}

function faultOf(
  call: FirstLeg,
  verb: DialVerb,
  numbers: readonly string[],
): { code: number; message: string } | undefined {
  if (!E164.test(verb.number)) {
    return { code: 13224, message: 'Dial: Invalid phone number' };
  }
  const callerId = callerIdOf(call, verb);
  const isCallers = callerId === call.record.from && !callerId.startsWith('client:');
  return isCallers || numbers.includes(callerId)
    ? undefined
    : { code: 13214, message: 'Dial: Invalid callerId value' };
}

function reporter(verb: DialVerb, base: string, exchange: Exchange): (record: CallRecord) => void {
  let sequence = 0;
  return (record) => {
    const event = EVENT_OF[record.status] ?? 'completed';
    if (verb.statusCallback && verb.statusEvents.has(event)) {
      exchange.sender.send({
        kind: 'callee-status',
        callSid: record.sid,
        url: exchange.resolve(verb.statusCallback, base),
        params: statusParameters(record, exchange.accountSid, sequence),
      });
    }
    sequence += 1;
  };
}

function actByItself(leg: CalleeLeg, { callee, afterMs }: Policy, ended: AbortSignal): void {
  if (callee === 'ask' || (callee === 'no-answer' && afterMs === undefined)) {
    return;
  }
  pause(afterMs ?? DEFAULT_RING_MS, ended).then(() => {
    if (!leg.ringing) {
      return;
    }
    if (callee === 'answer') {
      leg.answer();
    } else {
      leg.end(FINAL_OF[callee]);
    }
  });
}

/** How Twilio reports what a callee did: a declined call looks like a busy line to the caller's carrier. */
export const FINAL_OF = {
  busy: 'busy',
  decline: 'busy',
  'no-answer': 'no-answer',
  unreachable: 'failed',
} as const satisfies Record<string, FinalStatus>;

/** Calls the number and waits until that leg has ended, or the first one has. */
export async function dial(
  call: FirstLeg,
  verb: DialVerb,
  base: string,
  exchange: Exchange,
): Promise<DialResult> {
  const fault = faultOf(call, verb, exchange.numbers);
  if (fault) {
    call.alerts.push(fault);
    return { status: 'failed', leg: undefined, bridged: false };
  }
  const report = reporter(verb, base, exchange);
  const record: CallRecord = {
    sid: newSid('CA'),
    parentSid: call.record.sid,
    direction: 'outbound-dial',
    from: callerIdOf(call, verb),
    to: verb.number,
    createdAt: new Date(),
    status: 'initiated',
    answeredAt: null,
    endedAt: null,
  };
  exchange.keep(record);
  const leg = new CalleeLeg(record, verb.timeout, () => {
    report(record);
    exchange.onChange();
  });
  call.callee = leg;
  report(record);
  leg.ring();
  call.audio.playRingback(verb.ringTone);
  aborted(call.over).then(() => leg.end(leg.talking ? 'completed' : 'canceled'));
  await (verb.answerOnBridge ? call.ring(true) : call.answer());
  await waitForEnd(call, leg, verb, exchange.policy());
  call.audio.playSilence();
  return { status: await leg.ended.promise, leg: record, bridged: record.answeredAt !== null };
}

async function waitForEnd(call: FirstLeg, leg: CalleeLeg, verb: DialVerb, policy: Policy): Promise<void> {
  const timers = new AbortController();
  leg.ended.promise.then(() => timers.abort());
  actByItself(leg, policy, timers.signal);
  pause(verb.timeout * 1000, timers.signal).then(() => leg.ringing && leg.end('no-answer'));
  leg.answered.promise.then(async () => {
    call.audio.playEcho();
    await call.answer();
    await pause(verb.timeLimit * 1000, timers.signal);
    leg.end('completed');
  });
  await leg.ended.promise;
}
