import type { WebSocket } from 'ws';
import type { CallCentre } from '../calls/call-centre';
import type { Line, RepCall } from '../calls/rep-call';
import type { FaultBoard } from '../control/faults';
import type { TwilioAccount } from '../options';
import type { AccessToken } from './access-token';
import { expiredRefusal, verifyAccessToken } from './access-token';
import type { ClientFrame, InviteFrame, ServerFrame, SignalError } from './frames';
import { readFrame, writeFrame } from './frames';

const HEARTBEAT_MS = 5000;
/** How much later each frame comes from a slow gateway. */
const SLOW_MS = 2000;
/** How long an answered call waits for its page to come back, where the page does not say. */
const DEFAULT_GRACE_MS = 30_000;

export interface SignalContext {
  account: TwilioAccount;
  applicationSid: string;
  calls: CallCentre;
  faults: FaultBoard;
}

/** One page's signalling connection. */
export class SignalSocket implements Line {
  readonly #heartbeat: NodeJS.Timeout;
  #token: AccessToken | undefined;
  #graceMs = DEFAULT_GRACE_MS;
  /** What a slow gateway still holds back, and until when, epoch ms. */
  readonly #held: string[] = [];
  #heldUntil = 0;

  constructor(
    private readonly socket: WebSocket,
    private readonly edge: string,
    private readonly context: SignalContext,
  ) {
    this.#heartbeat = setInterval(() => this.#sendText('\n'), HEARTBEAT_MS);
    socket.on('message', (data, binary) => {
      const text = binary ? '' : String(data);
      const frame = text === '\n' ? undefined : readFrame(text);
      if (frame) {
        this.#receive(frame);
      }
    });
    socket.once('close', () => this.#lost());
    socket.on('error', () => socket.terminate());
  }

  send(frame: ServerFrame): void {
    this.#sendText(writeFrame(frame));
  }

  /** Cuts the connection without a word, as a lost network does. */
  cut(): void {
    this.socket.terminate();
  }

  #sendText(text: string): void {
    const { signalling } = this.context.faults.current;
    if (signalling !== 'slow' && this.#held.length === 0) {
      this.#sendNow(text);
      return;
    }
    const now = Date.now();
    this.#heldUntil = signalling === 'slow' ? now + SLOW_MS : this.#heldUntil;
    this.#held.push(text);
    // Each timer lets the oldest go, so that none overtakes another.
    setTimeout(() => this.#sendNow(this.#held.shift() ?? ''), this.#heldUntil - now);
  }

  #sendNow(text: string): void {
    if (this.socket.readyState === this.socket.OPEN && this.context.faults.current.signalling !== 'silent') {
      this.socket.send(text);
    }
  }

  #sendError(error: SignalError, about: { callsid?: string; voiceeventsid?: string } = {}): void {
    this.send({ type: 'error', payload: { error, ...about } });
  }

  #receive(frame: ClientFrame): void {
    switch (frame.type) {
      case 'listen':
        this.#listen(frame.payload);
        break;
      case 'register':
        this.#register(frame.payload.media?.audio ?? false);
        break;
      case 'invite':
        this.#invite(frame.payload);
        break;
      case 'hangup':
      case 'reject':
        this.#call(frame.payload.callsid)?.end('no-answer');
        break;
      case 'dtmf':
        this.#call(frame.payload.callsid)?.pressed(frame.payload.dtmf);
        break;
      case 'message':
        this.#message(frame.payload);
        break;
      case 'answer':
      case 'reinvite':
        // No call comes in to a page, and werift cannot restart ICE: the page gives up by itself.
        break;
      default:
        break;
    }
  }

  #listen({ token, reconnectTimeout }: { token: string; reconnectTimeout?: number | undefined }): void {
    const fault = this.context.faults.current.listenError;
    const checked = verifyAccessToken(token, this.context.account);
    if (fault || 'refusal' in checked) {
      const error = fault
        ? { code: fault.code, message: fault.message ?? 'Fault' }
        : (checked as { refusal: SignalError }).refusal;
      this.#token = undefined;
      this.#sendError(error);
      if (fault?.close ?? true) {
        this.send({ type: 'close', payload: {} });
      }
      return;
    }
    this.#token = checked.token;
    this.#graceMs = reconnectTimeout ? reconnectTimeout * 1000 : DEFAULT_GRACE_MS;
    const { identity, expiresAt } = checked.token;
    this.send({
      type: 'connected',
      payload: {
        region: 'us1',
        edge: this.edge,
        gateway: 'sandbox',
        token: { identity, ttl: Math.max(0, Math.floor(expiresAt - Date.now() / 1000)) },
      },
    });
  }

  /** The token, if it is still good now. */
  #goodToken(): AccessToken | SignalError {
    if (!this.#token) {
      return { code: 31204, message: 'No valid token was given' };
    }
    return this.#token.expiresAt * 1000 <= Date.now() ? expiredRefusal() : this.#token;
  }

  #register(audio: boolean): void {
    const token = this.#goodToken();
    if ('code' in token) {
      this.#sendError(token);
    } else {
      this.send({ type: audio ? 'ready' : 'offline', payload: {} });
    }
  }

  #invite(invite: InviteFrame): void {
    if (invite.reconnect !== undefined) {
      this.#reconnect(invite);
      return;
    }
    const fault = this.context.faults.current.invite;
    if (fault === 'never-answered') {
      return;
    }
    const token = this.#goodToken();
    const refusal = fault ? { message: 'Fault', ...fault } : this.#refusalOf(token);
    if (refusal || 'code' in token) {
      const error = { code: refusal?.code ?? 20101, message: refusal?.message ?? '' };
      if (error.code === 20104) {
        this.#sendError(error, { callsid: invite.callsid });
      }
      this.send({ type: 'hangup', payload: { callsid: invite.callsid, error } });
      return;
    }
    this.context.calls.begin(this, invite, token);
  }

  #refusalOf(token: AccessToken | SignalError): SignalError | undefined {
    if ('code' in token) {
      return token;
    }
    return token.applicationSid === this.context.applicationSid
      ? undefined
      : { code: 31001, message: 'Application Not Found' };
  }

  #reconnect(invite: InviteFrame): void {
    const call = this.context.calls.repCalls().find(({ record }) => record.sid === invite.callsid);
    if (call && !call.over.aborted && call.reconnectToken === invite.reconnect) {
      call.reopen(this, invite.sdp);
    } else {
      const error = { code: 31404, message: 'Not Found' };
      this.send({ type: 'hangup', payload: { callsid: invite.callsid, error } });
    }
  }

  #message(message: Extract<ClientFrame, { type: 'message' }>['payload']): void {
    const { callsid, voiceeventsid } = message;
    if (message.messagetype !== 'user-defined-message') {
      this.#sendError({ code: 31210, message: 'Message type is not supported' }, { callsid, voiceeventsid });
    } else if (this.#call(callsid)) {
      this.send({ type: 'ack', payload: { acktype: 'message', callsid, voiceeventsid } });
    }
  }

  #call(sid: string): RepCall | undefined {
    return this.context.calls.repCalls().find((call) => call.hasSid(sid) && call.isOn(this));
  }

  #lost(): void {
    clearInterval(this.#heartbeat);
    for (const call of this.context.calls.repCalls()) {
      if (call.isOn(this) && !call.over.aborted) {
        call.lineLost();
        this.#endUnlessBack(call);
      }
    }
  }

  /** A ringing call ends at once: its page has no means to come back to it. */
  async #endUnlessBack(call: RepCall): Promise<void> {
    if (call.answered) {
      await call.untilGivenUp(this.#graceMs);
    }
    if (!call.hasLine) {
      call.end('no-answer');
    }
  }
}
