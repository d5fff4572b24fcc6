import { randomUUID } from 'node:crypto';
import type { FaultBoard } from '../control/faults';
import { pause } from '../deferred';
import type { ConnectionOverride, Failure } from './connection-override';
import { readConnectionOverride } from './connection-override';
import type { PostAnswer } from './http-post';
import { httpPost } from './http-post';
import { signWebhook } from './signature';
import type { WebhookKind, WebhookLog } from './webhook-log';

export interface Webhook {
  kind: WebhookKind;
  callSid: string;
  /** As written in TwiML or the application, made absolute; may carry connection overrides. */
  url: string;
  params: Readonly<Record<string, string>>;
}

/** Undefined: no answer came, whatever the reason. */
export type WebhookAnswer = PostAnswer | undefined;

function failureOf(result: PostAnswer | 'connect' | 'read'): Failure | undefined {
  if (result === 'connect') {
    return 'ct';
  }
  if (result === 'read') {
    return 'rt';
  }
  if (result.status >= 500) {
    return '5xx';
  }
  return result.status >= 400 ? '4xx' : undefined;
}

/** Posts webhooks as Twilio does: signed, with limits, retried as the URL's fragment says. */
export class WebhookSender {
  constructor(
    private readonly authToken: string,
    private readonly log: WebhookLog,
    private readonly faults: FaultBoard,
    private readonly deliverTo: (url: string) => string,
  ) {}

  /** Never rejects; within 15 s, whatever the other side does. */
  async send(webhook: Webhook): Promise<WebhookAnswer> {
    const override = readConnectionOverride(webhook.url);
    const fault = this.faults.webhook(override.url);
    if (fault?.delayMs) {
      await pause(fault.delayMs);
    }
    if (fault?.drop) {
      this.log.add({ ...webhook, url: override.url, at: new Date(), attempt: 1, fault: 'dropped' });
      return undefined;
    }
    const authToken = fault?.badSignature ? `${this.authToken}wrong` : this.authToken;
    const answer = await this.#tryAll(webhook, override, authToken);
    if (fault?.double) {
      await this.#tryAll(webhook, override, authToken);
    }
    return answer;
  }

  async #tryAll(webhook: Webhook, override: ConnectionOverride, authToken: string): Promise<WebhookAnswer> {
    const form = new URLSearchParams({ ...webhook.params }).toString();
    const headers = {
      'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'Content-Length': String(Buffer.byteLength(form)),
      'User-Agent': 'TwilioProxy/1.1',
      Accept: '*/*',
      'X-Twilio-Signature': signWebhook(authToken, override.url, webhook.params),
      'I-Twilio-Idempotency-Token': randomUUID(),
    };
    const deadline = Date.now() + override.totalMs;
    for (let attempt = 1; ; attempt += 1) {
      const entry = this.log.add({ ...webhook, url: override.url, at: new Date(), attempt });
      const left = deadline - Date.now();
      const result = await httpPost(this.deliverTo(override.url), {
        body: form,
        headers,
        connectMs: Math.min(override.connectMs, left),
        readMs: Math.min(override.readMs, left),
      });
      if (typeof result === 'object') {
        entry.status = result.status;
      }
      const failure = failureOf(result);
      const again = failure && override.retryOn.has(failure) && attempt <= override.retries;
      if (!again || Date.now() >= deadline) {
        return typeof result === 'object' ? result : undefined;
      }
    }
  }
}
