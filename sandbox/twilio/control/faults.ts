import { z } from 'zod';

const code = z.number().int().min(10_000).max(99_999);
const wait = z.number().int().min(0).max(120_000);
/** How often a fault strikes; without it, for as long as it is set. */
const times = z.number().int().min(1).max(10_000).optional();
/** Part of the path. */
const pathPart = z.string().min(1).max(200);

const restFaultSchema = z.strictObject({
  path: pathPart,
  method: z.enum(['GET', 'POST', 'DELETE']).optional(),
  delayMs: wait.optional(),
  status: z.number().int().min(400).max(599).optional(),
  /** The connection is torn down instead of answered. */
  reset: z.boolean().optional(),
  times,
});

const webhookFaultSchema = z.strictObject({
  path: pathPart,
  delayMs: wait.optional(),
  drop: z.boolean().optional(),
  double: z.boolean().optional(),
  /** Posted with a signature that is wrong. */
  badSignature: z.boolean().optional(),
  times,
});

/** Everything that can be made to go wrong; the README says what each does. */
export const faultsSchema = z.strictObject({
  signalling: z.enum(['refused', 'silent', 'slow']).optional(),
  /** Every open socket is cut once, now. */
  dropSockets: z.boolean().optional(),
  listenError: z
    .strictObject({ code, message: z.string().max(200).optional(), close: z.boolean() })
    .optional(),
  invite: z
    .union([z.literal('never-answered'), z.strictObject({ code, message: z.string().max(200).optional() })])
    .optional(),
  media: z.literal('silent').optional(),
  /** How a call ends that nobody answered: Twilio was seen to do either. */
  unansweredHangup: z.enum(['plain', 'error']).optional(),
  /** Messages for a page that does not know its CallSid yet. */
  earlyMessages: z.enum(['held', 'lost']).optional(),
  rest: z.array(restFaultSchema).max(50).optional(),
  webhooks: z.array(webhookFaultSchema).max(50).optional(),
});

export type Faults = z.infer<typeof faultsSchema>;
export type RestFault = z.infer<typeof restFaultSchema>;
export type WebhookFault = z.infer<typeof webhookFaultSchema>;

/** The faults in force, and how often each may still strike. */
export class FaultBoard {
  #faults: Faults = {};
  readonly #strikes = new Map<object, number>();

  get current(): Faults {
    return this.#faults;
  }

  /** Replaces all faults; `{}` makes everything well again. What strikes once, now, is not in force afterwards. */
  set({ dropSockets: _, ...faults }: Faults): void {
    this.#faults = faults;
    this.#strikes.clear();
  }

  rest(method: string, path: string): RestFault | undefined {
    return this.#take(this.#faults.rest, (fault) => {
      return path.includes(fault.path) && (fault.method ?? method) === method;
    });
  }

  webhook(path: string): WebhookFault | undefined {
    return this.#take(this.#faults.webhooks, (fault) => path.includes(fault.path));
  }

  #take<F extends { times?: number | undefined }>(
    faults: readonly F[] | undefined,
    fits: (fault: F) => boolean,
  ): F | undefined {
    for (const fault of faults ?? []) {
      const struck = this.#strikes.get(fault) ?? 0;
      if (fits(fault) && struck < (fault.times ?? Infinity)) {
        this.#strikes.set(fault, struck + 1);
        return fault;
      }
    }
    return undefined;
  }
}
