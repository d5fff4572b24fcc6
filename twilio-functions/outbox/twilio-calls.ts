import * as z from 'zod/mini';
import { restLeg, type RestLeg } from '../reports/rest-call';
import { askVoice, type TwilioAccount } from '../twilio-rest';
import type { Reconciler } from './reconcile';

const DEADLINE_MS = 3000;
/** Pages of one window that are read; more calls than that are nobody's three hours. */
const MOST_PAGES = 20;

const page = z.object({ calls: z.array(z.unknown()), next_page_uri: z.nullish(z.string()) });

/** Twilio's list of calls: https://www.twilio.com/docs/voice/api/call-resource#read-multiple-call-resources */
export function createReconciler(account: TwilioAccount, ourNumber: string): Reconciler {
  async function list(parameters: Record<string, string>): Promise<RestLeg[]> {
    const legs: RestLeg[] = [];
    let query: string | undefined = new URLSearchParams({ ...parameters, PageSize: '500' }).toString();
    for (let pages = 0; query !== undefined && pages < MOST_PAGES; pages += 1) {
      const answer = await askVoice(account, `Calls.json?${query}`, { within: DEADLINE_MS });
      const parsed = z.safeParse(page, answer.json);
      if (answer.status !== 200 || !parsed.success) {
        throw new Error(`Twilio answered ${answer.status} to its list of calls`);
      }
      legs.push(...parsed.data.calls.flatMap((call) => z.safeParse(restLeg, call).data ?? []));
      query = parsed.data.next_page_uri?.split('Calls.json?')[1];
    }
    return legs;
  }

  const iso = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
  return {
    ourNumber,
    legsOf: ({ from, to }) => list({ 'StartTime>': iso(from), 'StartTime<': iso(to + 1000) }),
    dialledFor: (parent) => list({ ParentCallSid: parent }),
  };
}
