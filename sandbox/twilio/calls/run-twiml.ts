import { pause } from '../deferred';
import type { DialVerb, TwimlFault, Verb } from '../twiml/verbs';
import { readTwiml } from '../twiml/verbs';
import { legParameters } from '../webhooks/call-parameters';
import type { Webhook, WebhookAnswer } from '../webhooks/webhook-sender';
import { durationOf } from './call-record';
import type { FinalStatus } from './call-record';
import type { DialResult, Exchange } from './dial';
import { dial } from './dial';
import type { FirstLeg } from './first-leg';

const TWIML_TYPES = /^(?:text\/xml|application\/xml|text\/html)\b/i;

/** How the page's error is coded when a call ends that nobody answered, where Twilio sends one. */
const UNANSWERED_CODES: Partial<Record<FinalStatus, { code: number; message: string }>> = {
  busy: { code: 31486, message: 'Busy Here' },
  'no-answer': { code: 31480, message: 'Temporarily Unavailable' },
  failed: { code: 31404, message: 'Not Found' },
};

function readAnswer(answer: WebhookAnswer): Verb[] | TwimlFault {
  if (!answer || answer.status < 200 || answer.status > 299) {
    return { code: 11200, message: `HTTP retrieval failure: ${answer ? answer.status : 'no answer'}` };
  }
  if (answer.body.trim() === '') {
    return [];
  }
  return TWIML_TYPES.test(answer.contentType)
    ? readTwiml(answer.body)
    : { code: 12300, message: `Invalid Content-Type: ${answer.contentType}` };
}

/** Runs one call's TwiML from its first document to its end. */
export class TwimlRun {
  #lastDial: FinalStatus = 'completed';

  constructor(
    private readonly call: FirstLeg,
    private readonly exchange: Exchange,
    private readonly errorOnUnanswered: () => boolean,
  ) {}

  /** Resolves when the call has ended and its TwiML is done with. Never rejects. */
  async start(webhook: Webhook): Promise<void> {
    let next: Webhook | undefined = webhook;
    while (next) {
      const base = next.url;
      const verbs = readAnswer(await this.exchange.sender.send(next));
      if (!Array.isArray(verbs)) {
        this.#fail(verbs);
        return;
      }
      next = await this.#perform(verbs, base);
    }
    this.#hangUp(this.#lastDial);
  }

  async #perform(verbs: readonly Verb[], base: string): Promise<Webhook | undefined> {
    for (const verb of verbs) {
      if (this.call.over.aborted || verb.verb === 'Hangup') {
        return undefined;
      }
      if (verb.verb === 'Reject') {
        this.#reject(verb.reason);
        return undefined;
      }
      if (verb.verb === 'Pause') {
        if (!this.call.answered) {
          await this.call.ring(false);
        }
        await pause(verb.seconds * 1000, this.call.over);
      } else if (verb.verb === 'Say') {
        await this.call.answer();
        this.call.said.push({ text: verb.text, language: verb.language });
        this.exchange.onChange();
        await pause(Math.min(10_000, verb.text.length * 80), this.call.over);
      } else {
        const result = await dial(this.call, verb, base, this.exchange);
        this.#lastDial = result.status;
        if (verb.action !== undefined) {
          return this.#actionOf(verb, result, base);
        }
      }
    }
    return undefined;
  }

  #actionOf(verb: DialVerb, { status, leg, bridged }: DialResult, base: string): Webhook {
    return {
      kind: 'dial-action',
      callSid: this.call.record.sid,
      url: this.exchange.resolve(verb.action ?? '', base),
      params: {
        ...legParameters(this.call.record, this.exchange.accountSid),
        DialCallStatus: status,
        DialBridged: String(bridged),
        ...(leg ? { DialCallSid: leg.sid, DialCallDuration: String(durationOf(leg)) } : {}),
      },
    };
  }

  #hangUp(unanswered: FinalStatus): void {
    const status = unanswered === 'canceled' ? 'no-answer' : unanswered;
    const error = this.call.answered || !this.errorOnUnanswered() ? undefined : UNANSWERED_CODES[status];
    this.call.hangUp(status, error);
  }

  #reject(reason: 'busy' | 'rejected'): void {
    const status = reason === 'busy' ? 'busy' : 'no-answer';
    this.call.hangUp(status, reason === 'busy' ? UNANSWERED_CODES.busy : { code: 31603, message: 'Decline' });
  }

  #fail(fault: TwimlFault): void {
    this.call.alerts.push(fault);
    this.call.hangUp('failed', { code: 31005, message: `An application error has occurred (${fault.code})` });
  }
}
