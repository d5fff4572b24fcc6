import type { PageMessage } from '../../contracts/page-message';
import { errorText, log } from '../http/log';
import { askVoice, type TwilioAccount } from '../twilio-rest';

const DEADLINE_MS = 1500;

/**
 * Tells the rep's page about the running call `call` (CallSid of the rep's leg), for the Function `in`. Resolves once
 * Twilio has taken the message, because the hang-up that follows would overtake it; and when it will not take it: that
 * is logged, and the page says what it knows itself.
 * https://www.twilio.com/docs/voice/api/userdefinedmessage-resource
 */
export async function tellPage(
  account: TwilioAccount,
  { in: name, call, message }: { in: string; call: string; message: PageMessage },
): Promise<void> {
  const form = { Content: JSON.stringify(message) };
  try {
    const answer = await askVoice(account, `Calls/${call}/UserDefinedMessages.json`, {
      form,
      within: DEADLINE_MS,
    });
    if (answer.status >= 300) {
      log('warn', { in: name, event: 'page-not-told', call, status: answer.status });
    }
  } catch (error) {
    log('warn', { in: name, event: 'page-not-told', call, detail: errorText(error) });
  }
}
