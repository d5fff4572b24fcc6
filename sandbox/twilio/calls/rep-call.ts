import { randomBytes } from 'node:crypto';
import type { Faults } from '../control/faults';
import { pause } from '../deferred';
import { CallAudio } from '../media/call-audio';
import { MediaPeer } from '../media/media-peer';
import type { ServerFrame, SignalError } from '../signalling/frames';
import type { CallRecord, FinalStatus } from './call-record';
import { isFinal } from './call-record';
import type { CalleeLeg } from './callee-leg';
import type { FirstLeg, Spoken } from './first-leg';

/** A page sends 50 packets a second, silence as well: without any for this long it has gone. */
const AUDIO_PAUSE_MS = 2000;

/** The rep's page at the other end of a signalling socket. */
export interface Line {
  send(frame: ServerFrame): void;
}

export interface UserDefinedMessage {
  sid: string;
  content: unknown;
}

export interface RepCallSetup {
  record: CallRecord;
  identity: string;
  /** `TJS…`, by which the page knows the call until it learns the CallSid. */
  temporarySid: string;
  /** What the page passed to `connect({params})`, and what its token added. */
  customParams: Readonly<Record<string, string>>;
  faults: () => Faults;
  onChange: () => void;
}

/** The rep's leg of a call: what their page is told, and its audio. */
export class RepCall implements FirstLeg {
  readonly kind = 'rep';
  readonly record: CallRecord;
  readonly identity: string;
  readonly temporarySid: string;
  readonly customParams: Readonly<Record<string, string>>;
  readonly audio = new CallAudio();
  readonly dtmf: string[] = [];
  readonly alerts: SignalError[] = [];
  readonly said: Spoken[] = [];
  /** Hands the call over to a new socket. */
  readonly reconnectToken = randomBytes(24).toString('base64url');
  callee: CalleeLeg | undefined;

  readonly #faults: () => Faults;
  readonly #onChange: () => void;
  readonly #over = new AbortController();
  readonly #heldMessages: UserDefinedMessage[] = [];
  #line: Line | undefined;
  #media: Promise<{ media: MediaPeer; sdp: string }> | undefined;
  #mediaNow: MediaPeer | undefined;
  #offer = '';
  #sidKnown = false;
  #sdpSent = false;

  constructor(setup: RepCallSetup) {
    this.record = setup.record;
    this.identity = setup.identity;
    this.temporarySid = setup.temporarySid;
    this.customParams = setup.customParams;
    this.#faults = setup.faults;
    this.#onChange = setup.onChange;
  }

  get over(): AbortSignal {
    return this.#over.signal;
  }

  get answered(): boolean {
    return this.record.answeredAt !== null;
  }

  get counters(): { rtpReceived: number; rtpSent: number } {
    return this.#mediaNow?.counters ?? { rtpReceived: 0, rtpSent: 0 };
  }

  hasSid(sid: string): boolean {
    return sid === this.record.sid || sid === this.temporarySid;
  }

  isOn(line: Line): boolean {
    return this.#line === line;
  }

  /** The page's offer; the answer is ready by the time the page needs it. */
  open(line: Line, offer: string): void {
    this.#line = line;
    this.#startMedia(offer);
  }

  /** The page is back on a new socket; a page with new media gets a new answer. */
  async reopen(line: Line, offer: string): Promise<void> {
    this.#line = line;
    const ufrag = (sdp: string) => /a=ice-ufrag:(\S+)/.exec(sdp)?.[1];
    if (ufrag(offer) !== ufrag(this.#offer)) {
      this.#startMedia(offer);
    }
    await this.#sendAnswer();
  }

  /** Whether a page is connected to the call. */
  get hasLine(): boolean {
    return this.#line !== undefined;
  }

  lineLost(): void {
    this.#line = undefined;
  }

  /**
   * Resolves when the page that has lost its line sends no audio any more: it has given the call up. Also when it is
   * back, when the call is over, and after `graceMs`.
   */
  async untilGivenUp(graceMs: number): Promise<void> {
    const end = Date.now() + graceMs;
    let before = 0;
    while (!this.hasLine && !this.over.aborted && Date.now() < end) {
      const { rtpReceived } = this.counters;
      if (rtpReceived > 0 && rtpReceived === before) {
        return;
      }
      before = rtpReceived;
      await pause(Math.min(AUDIO_PAUSE_MS, end - Date.now()), this.over);
    }
  }

  /** The page learns its CallSid; with early media it also hears the ringback tone. */
  async ring(earlyMedia: boolean): Promise<void> {
    const sdp = earlyMedia && !this.#sdpSent ? await this.#answerSdp() : undefined;
    if (this.over.aborted || this.answered) {
      return;
    }
    this.#sdpSent ||= sdp !== undefined;
    this.#send({ type: 'ringing', payload: { callsid: this.record.sid, ...(sdp ? { sdp } : {}) } });
    this.#nowKnown();
  }

  async answer(): Promise<void> {
    if (this.over.aborted || this.answered) {
      return;
    }
    this.record.status = 'in-progress';
    this.record.answeredAt = new Date();
    await this.#sendAnswer();
    this.#onChange();
  }

  hangUp(unanswered: FinalStatus = 'completed', error?: SignalError): void {
    if (!this.over.aborted) {
      this.#send({ type: 'hangup', payload: { callsid: this.#sid(), ...(error ? { error } : {}) } });
      this.end(unanswered);
    }
  }

  /** The leg is over; nothing is sent. */
  end(unanswered: FinalStatus): void {
    if (isFinal(this.record.status)) {
      return;
    }
    this.record.status = this.answered ? 'completed' : unanswered;
    this.record.endedAt = new Date();
    this.#mediaNow?.close();
    this.#over.abort();
    this.#onChange();
  }

  /** Hands a message to the page; one that comes before the page knows the CallSid waits for that. */
  deliver(message: UserDefinedMessage): void {
    if (!this.#sidKnown && this.#faults().earlyMessages !== 'lost') {
      this.#heldMessages.push(message);
      return;
    }
    this.#send({
      type: 'message',
      payload: {
        callsid: this.record.sid,
        content: message.content,
        contenttype: 'application/json',
        messagetype: 'user-defined-message',
        voiceeventsid: message.sid,
      },
    });
  }

  pressed(digits: string): void {
    this.dtmf.push(...digits.replaceAll('w', ''));
    this.#onChange();
  }

  #sid(): string {
    return this.#sidKnown ? this.record.sid : this.temporarySid;
  }

  #send(frame: ServerFrame): void {
    this.#line?.send(frame);
  }

  #nowKnown(): void {
    this.#sidKnown = true;
    this.#heldMessages.splice(0).forEach((message) => this.deliver(message));
  }

  async #sendAnswer(): Promise<void> {
    const sdp = this.#sdpSent ? undefined : await this.#answerSdp();
    if (!this.over.aborted) {
      this.#sdpSent ||= sdp !== undefined;
      this.#send({
        type: 'answer',
        payload: { callsid: this.record.sid, reconnect: this.reconnectToken, ...(sdp ? { sdp } : {}) },
      });
      this.#nowKnown();
    }
  }

  #startMedia(offer: string): void {
    this.#mediaNow?.close();
    this.#offer = offer;
    this.#sdpSent = false;
    this.#media = MediaPeer.answer(offer, this.audio, {
      onDigit: (digit) => this.pressed(digit),
      isSending: () => this.#faults().media !== 'silent',
    });
    this.#media.then(
      ({ media }) => {
        this.#mediaNow = media;
        if (this.over.aborted) {
          media.close();
        }
      },
      (error: Error) => this.alerts.push({ code: 53405, message: error.message }),
    );
  }

  async #answerSdp(): Promise<string | undefined> {
    try {
      return (await this.#media)?.sdp;
    } catch {
      this.hangUp('failed', { code: 31000, message: 'Media could not be set up' });
      return undefined;
    }
  }
}
