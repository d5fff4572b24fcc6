export type WebhookKind =
  'voice' | 'incoming-voice' | 'dial-action' | 'callee-status' | 'application-status' | 'number-status';

/** One webhook as it was posted, or as a fault kept it from being posted. */
export interface WebhookEntry {
  at: Date;
  kind: WebhookKind;
  callSid: string;
  /** The public URL, without its fragment. */
  url: string;
  params: Readonly<Record<string, string>>;
  /** 1 for the first try. */
  attempt: number;
  /** Undefined until an answer is there, and when none came. */
  status?: number;
  fault?: string;
}

const MOST_ENTRIES = 5000;

/** Everything that was posted, oldest first. */
export class WebhookLog {
  readonly #entries: WebhookEntry[] = [];

  add(entry: WebhookEntry): WebhookEntry {
    this.#entries.push(entry);
    if (this.#entries.length > MOST_ENTRIES) {
      this.#entries.shift();
    }
    return entry;
  }

  all(): readonly WebhookEntry[] {
    return [...this.#entries];
  }
}
