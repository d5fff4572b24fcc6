import { z } from 'zod';
import type { Route } from '../twilio/http/router';
import type { MiiTelCall } from './call';
import { callPage } from './call-page';
import { DELIVERY_KINDS } from './deliveries';
import { sendMiiTelDelivery } from './send';

const person = z.strictObject({ name: z.string().min(1).max(100), mail: z.email().max(200) });

const commandSchema = z.strictObject({
  kind: z.enum(DELIVERY_KINDS),
  customer: z
    .strictObject({
      number: z
        .string()
        .regex(/^0\d{8,10}$/, 'must be national digits, like 0312345601')
        .nullable(),
      name: z.string().max(100).nullish(),
      company: z.string().max(100).nullish(),
    })
    .optional(),
  rep: person.optional(),
  colleague: person.optional(),
  talkSeconds: z.number().int().min(1).max(36_000).optional(),
  minutes: z.string().max(200_000).optional(),
  /** The header the admin has set; a wrong one, or none, is an attack or a mistake in the settings. */
  secret: z.enum(['right', 'wrong', 'none']).default('right'),
});

export interface MiiTelOptions {
  /** The webhook's address. */
  to: string;
  secret: string;
}

const KEPT_CALLS = 200;

/** Drops what is undefined: the generator's own defaults fill it. */
function given<T extends object>(wishes: T) {
  const entries = Object.entries(wishes).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/**
 * MiiTel's control route and its screen of a call, to stand on another stand-in's port: `POST /sandbox/miitel`, and
 * `/app/calls/{id}`, so that MIITEL_URL is that stand-in's origin.
 */
export function miitelRoutes({ to, secret }: MiiTelOptions): Route[] {
  const calls = new Map<string, MiiTelCall>();
  const secrets = { right: secret, wrong: `${secret}-wrong`, none: null };
  return [
    {
      method: 'POST',
      path: /^\/sandbox\/miitel$/,
      handle: async (exchange) => {
        const parsed = commandSchema.safeParse(await exchange.json());
        if (!parsed.success) {
          const { message } = parsed.error;
          exchange.answerJson(400, { error: { code: 'bad-request', message } });
          return;
        }
        const { kind, secret: which, customer, ...wishes } = parsed.data;
        const sent = await sendMiiTelDelivery(kind, {
          to,
          secret: secrets[which],
          ...given(wishes),
          ...(customer && { customer: { number: customer.number, ...given(customer) } }),
        });
        if (sent.call) {
          calls.set(sent.call.id, sent.call);
          const [oldest] = calls.keys();
          if (calls.size > KEPT_CALLS && oldest !== undefined) {
            calls.delete(oldest);
          }
        }
        exchange.answerJson(200, {
          kind,
          callId: sent.call?.id ?? null,
          answers: sent.answers,
          ok: sent.ok,
        });
      },
    },
    {
      method: 'GET',
      path: /^\/app\/calls\/([0-9a-f-]{36})$/,
      handle: (exchange, [id = '']) => {
        const call = calls.get(id);
        exchange.answer(call ? 200 : 404, callPage(call), {
          'Content-Type': 'text/html; charset=utf-8',
          'Content-Security-Policy': "default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self'",
        });
      },
    },
  ];
}
