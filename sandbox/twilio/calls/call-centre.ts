import type { FaultBoard } from '../control/faults';
import type { Policy } from '../control/policy';
import { DEFAULT_POLICY } from '../control/policy';
import type { TwilioOptions } from '../options';
import type { AccessToken } from '../signalling/access-token';
import type { InviteFrame } from '../signalling/frames';
import { newSid } from '../sid';
import { legParameters, statusParameters } from '../webhooks/call-parameters';
import { resolveUrl } from '../webhooks/resolve-url';
import type { WebhookSender } from '../webhooks/webhook-sender';
import type { CallRecord } from './call-record';
import { ChangeBell } from './change-bell';
import type { Exchange } from './dial';
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
  readonly #calls = new Map<string, RepCall>();
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
  all(): RepCall[] {
    return [...this.#calls.values()];
  }

  find(sid: string): RepCall | undefined {
    return this.#calls.get(sid);
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
    const record: CallRecord = {
      sid: newSid('CA'),
      parentSid: null,
      direction: 'inbound',
      from: `client:${token.identity}`,
      to: params.To ?? '',
      createdAt: new Date(),
      status: 'ringing',
      answeredAt: null,
      endedAt: null,
    };
    const call = new RepCall({
      record,
      identity: token.identity,
      temporarySid: invite.callsid,
      customParams: params,
      faults: () => this.faults.current,
      onChange: () => this.changed.ring(),
    });
    this.#calls.set(record.sid, call);
    this.#records.set(record.sid, record);
    call.open(line, invite.sdp);
    this.changed.ring();
    const run = this.#run(call).finally(() => this.#runs.delete(run));
    this.#runs.add(run);
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

  async #run(call: RepCall): Promise<void> {
    const { account, application } = this.options;
    const exchange: Exchange = {
      accountSid: account.sid,
      numbers: this.options.numbers,
      sender: this.sender,
      policy: () => this.#policy,
      keep: (record) => this.#records.set(record.sid, record),
      onChange: () => this.changed.ring(),
      resolve: resolveUrl,
    };
    const ended = this.#reportEnd(call);
    const run = new TwimlRun(call, exchange, () => this.faults.current.unansweredHangup === 'error');
    await run.start({
      kind: 'voice',
      callSid: call.record.sid,
      url: application.voiceUrl,
      params: {
        ...call.customParams,
        ...legParameters(call.record, account.sid),
        ApplicationSid: application.sid,
      },
    });
    await ended;
  }

  async #reportEnd(call: RepCall): Promise<void> {
    await new Promise<void>((resolve) => {
      call.over.addEventListener('abort', () => resolve(), { once: true });
    });
    const { account, application } = this.options;
    if (application.statusCallback) {
      await this.sender.send({
        kind: 'application-status',
        callSid: call.record.sid,
        url: application.statusCallback,
        params: statusParameters(call.record, account.sid, 0),
      });
    }
  }
}

function readParams(text: string): Record<string, string> {
  return Object.fromEntries([...new URLSearchParams(text)].filter(([key]) => !RESERVED.has(key)));
}
