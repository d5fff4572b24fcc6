import type { FaultBoard } from '../control/faults';
import type { Policy } from '../control/policy';
import { DEFAULT_POLICY } from '../control/policy';
import { aborted } from '../deferred';
import type { TwilioOptions } from '../options';
import type { AccessToken } from '../signalling/access-token';
import type { InviteFrame } from '../signalling/frames';
import { newSid } from '../sid';
import { legParameters, statusParameters } from '../webhooks/call-parameters';
import { resolveUrl } from '../webhooks/resolve-url';
import type { WebhookKind } from '../webhooks/webhook-log';
import type { Webhook, WebhookSender } from '../webhooks/webhook-sender';
import type { Call } from './call';
import type { CallRecord } from './call-record';
import { ChangeBell } from './change-bell';
import type { Exchange } from './dial';
import { IncomingCall } from './incoming-call';
import type { Line } from './rep-call';
import { RepCall } from './rep-call';
import { TwimlRun } from './run-twiml';

/** Parameters of Twilio's own that a page cannot set; `To` it can. */
const RESERVED = new Set([
  'AccountSid',
  'ApiVersion',
  'ApplicationSid',
  'CallSid',
  'CallStatus',
  'Called',
  'Caller',
  'Direction',
  'From',
]);

/** All calls of the account, live and over. */
export class CallCentre {
  readonly changed = new ChangeBell();
  readonly #calls = new Map<string, Call>();
  readonly #records = new Map<string, CallRecord>();
  readonly #runs = new Set<Promise<void>>();
  #policy: Policy = DEFAULT_POLICY;

  constructor(
    private readonly options: TwilioOptions,
    private readonly sender: WebhookSender,
    private readonly faults: FaultBoard,
  ) {}

  set policy(policy: Policy) {
    this.#policy = policy;
  }

  /** Newest last. */
  all(): Call[] {
    return [...this.#calls.values()];
  }

  find(sid: string): Call | undefined {
    return this.#calls.get(sid);
  }

  /** The calls of reps' browsers, newest last. */
  repCalls(): RepCall[] {
    return this.all().filter((call) => call.kind === 'rep');
  }

  /** Every leg, newest first. */
  records(): CallRecord[] {
    return [...this.#records.values()].reverse();
  }

  record(sid: string): CallRecord | undefined {
    return this.#records.get(sid);
  }

  /** A rep's page calls out. */
  begin(line: Line, invite: InviteFrame, token: AccessToken): RepCall {
    const params = { ...readParams(invite.twilio?.params ?? ''), ...token.outgoingParams };
    const record = newRecord(`client:${token.identity}`, params.To ?? '');
    const call = new RepCall({
      record,
      identity: token.identity,
      temporarySid: invite.callsid,
      customParams: params,
      faults: () => this.faults.current,
      onChange: () => this.changed.ring(),
    });
    call.open(line, invite.sdp);
    const { account, application } = this.options;
    this.#keepRunning(call, {
      first: {
        kind: 'voice',
        callSid: record.sid,
        url: application.voiceUrl,
        params: { ...params, ...legParameters(record, account.sid), ApplicationSid: application.sid },
      },
      last: { kind: 'application-status', url: application.statusCallback },
    });
    return call;
  }

  /**
   * Somebody in the telephone network calls `to`, one of the account's numbers; `from` is E.164, or what Twilio writes
   * where the number is withheld. Undefined where that number is out of service.
   */
  beginIncoming(from: string, to: string): IncomingCall | undefined {
    const { account, incoming, numbers } = this.options;
    if (!incoming || !numbers.includes(to)) {
      return undefined;
    }
    const record = newRecord(from, to);
    const call = new IncomingCall(record, () => this.changed.ring());
    this.#keepRunning(call, {
      first: {
        kind: 'incoming-voice',
        callSid: record.sid,
        url: incoming.voiceUrl,
        params: legParameters(record, account.sid),
      },
      last: { kind: 'number-status', url: incoming.statusCallback },
    });
    return call;
  }

  /** Ends all calls and waits until their last webhooks are out, at most 2 s. */
  async stop(): Promise<void> {
    this.all().forEach((call) => call.hangUp());
    await Promise.race([
      Promise.all(this.#runs),
      new Promise((resolve) => setTimeout(resolve, 2000).unref()),
    ]);
  }

  #keepRunning(call: Call, webhooks: Webhooks): void {
    this.#calls.set(call.record.sid, call);
    this.#records.set(call.record.sid, call.record);
    this.changed.ring();
    const run = this.#run(call, webhooks).finally(() => this.#runs.delete(run));
    this.#runs.add(run);
  }

  async #run(call: Call, { first, last }: Webhooks): Promise<void> {
    const exchange: Exchange = {
      accountSid: this.options.account.sid,
      numbers: this.options.numbers,
      sender: this.sender,
      policy: () => this.#policy,
      keep: (record) => this.#records.set(record.sid, record),
      onChange: () => this.changed.ring(),
      resolve: resolveUrl,
    };
    const ended = this.#reportEnd(call, last);
    const run = new TwimlRun(call, exchange, () => this.faults.current.unansweredHangup === 'error');
    await run.start(first);
    await ended;
  }

  async #reportEnd({ record, over }: Call, { kind, url }: Webhooks['last']): Promise<void> {
    await aborted(over);
    if (url !== undefined) {
      const params = statusParameters(record, this.options.account.sid, 0);
      await this.sender.send({ kind, callSid: record.sid, url, params });
    }
  }
}

/** What is asked when a call begins, and told when its first leg has ended. */
interface Webhooks {
  first: Webhook;
  last: { kind: WebhookKind; url: string | undefined };
}

function newRecord(from: string, to: string): CallRecord {
  return {
    sid: newSid('CA'),
    parentSid: null,
    direction: 'inbound',
    from,
    to,
    createdAt: new Date(),
    status: 'ringing',
    answeredAt: null,
    endedAt: null,
  };
}

function readParams(text: string): Record<string, string> {
  return Object.fromEntries([...new URLSearchParams(text)].filter(([key]) => !RESERVED.has(key)));
}
