import * as z from 'zod/mini';
import { NoAnswer } from '../http/deadline-request';
import { askVoice, type TwilioAccount } from '../twilio-rest';

const DEADLINE_MS = 1500;
const RUNNING = ['queued', 'initiated', 'ringing', 'in-progress'];

const callBody = z.object({ status: z.string() });

/**
 * Whether Twilio says that a call is still running; undefined when it says nothing. Busy counts as running: whoever
 * makes Twilio busy must not gain by it.
 * https://www.twilio.com/docs/voice/api/call-resource#call-status-values
 */
export async function isRunning(account: TwilioAccount, call: string): Promise<boolean | undefined> {
  try {
    const answer = await askVoice(account, `Calls/${call}.json`, { within: DEADLINE_MS });
    if (answer.status === 404) {
      return false;
    }
    if (answer.status === 429) {
      return true;
    }
    const found = z.safeParse(callBody, answer.json);
    return answer.status === 200 && found.success ? RUNNING.includes(found.data.status) : undefined;
  } catch (error) {
    if (error instanceof NoAnswer) {
      return undefined;
    }
    throw error;
  }
}
