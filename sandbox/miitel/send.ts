import { httpPost } from '../twilio/webhooks/http-post';
import type { CallWishes, MiiTelCall } from './call';
import type { Delivery, DeliveryKind } from './deliveries';
import { makeDeliveries } from './deliveries';

const CONNECT_MS = 5000;
const READ_MS = 15_000;

export interface SendOptions extends CallWishes {
  /** The webhook's address: `http://localhost:3000/miitel-webhook`. */
  to: string;
  /** Sent as `Authorization: Bearer <secret>`, which the admin sets as additional header; null: no such header. */
  secret: string | null;
}

/** What became of one request. */
export interface Answered {
  event: Delivery['event'];
  /** Null where no answer came. */
  status: number | null;
  /** The code of a refusal `{error: {code}}`, where there is one. */
  code: string | null;
}

/** What became of all requests of one call, meeting or handshake. */
export interface Sent {
  kind: DeliveryKind;
  /** Undefined for what is no call. */
  call: MiiTelCall | undefined;
  answers: Answered[];
  /** Whether MiiTel would be content: 2xx each time, a challenge answered with itself alone, as plain text. */
  ok: boolean;
}

type Answer = Awaited<ReturnType<typeof httpPost>>;

function post(body: object, { to, secret }: SendOptions): Promise<Answer> {
  const text = JSON.stringify(body);
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(text)),
    'user-agent': 'MiiTel-Webhook/v1',
    ...(secret === null ? {} : { Authorization: `Bearer ${secret}` }),
  };
  return httpPost(to, { body: text, headers, connectMs: CONNECT_MS, readMs: READ_MS });
}

function isContent(answer: Answer, challenge: string | undefined): boolean {
  if (typeof answer !== 'object' || answer.status < 200 || answer.status > 299) {
    return false;
  }
  return challenge === undefined || (answer.body === challenge && /^text\/plain\b/i.test(answer.contentType));
}

function codeOf(answer: Answer): string | null {
  try {
    const { error } = JSON.parse(typeof answer === 'object' ? answer.body : '') as {
      error?: { code?: unknown };
    };
    return typeof error?.code === 'string' ? error.code : null;
  } catch {
    return null;
  }
}

/**
 * Sends what MiiTel's Outgoing Webhook would, one request after the other, whatever comes back. Never rejects: where
 * nobody answers within 15 s, `status` is null.
 */
export async function sendMiiTelDelivery(kind: DeliveryKind, options: SendOptions): Promise<Sent> {
  const { call, deliveries, challenge } = makeDeliveries(kind, options);
  const answers: Answered[] = [];
  let ok = true;
  for (const { event, body } of deliveries) {
    const answer = await post(body, options);
    ok &&= isContent(answer, challenge);
    answers.push({ event, status: typeof answer === 'object' ? answer.status : null, code: codeOf(answer) });
  }
  return { kind, call: kind === 'challenge' ? undefined : call, answers, ok };
}
