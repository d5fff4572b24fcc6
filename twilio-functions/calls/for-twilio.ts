import { hangupTwiml } from './dial-twiml';
import { type FunctionSettings, readSettings, SetupIncomplete } from '../settings';
import { type Answer, refusalAnswer, twimlAnswer } from '../http/answer';
import { errorText, log } from '../http/log';
import { type PlatformHandler, platformHandler } from '../http/platform';
import { Refused } from '../http/refused';
import { type FunctionRequest, readRequest } from '../http/request';
import { type CallbackQuery, requireTwilioSignature } from '../http/twilio-signature';

interface TwilioWebhook {
  callbackQuery: CallbackQuery;
  /**
   * What Twilio does with the answer. `twiml`: follows it; a failure would be read aloud to the rep as an answered
   * call, so every failure behind the signature hangs up. `status`: only looks at it; a failure says so, and Twilio
   * sends the callback again.
   */
  answers: 'twiml' | 'status';
}

/** A Function for Twilio's voice webhooks: `work` runs only for what Twilio has signed for this address. */
export function forTwilio(
  name: string,
  { callbackQuery, answers }: TwilioWebhook,
  work: (request: FunctionRequest, settings: FunctionSettings) => Promise<Answer>,
): PlatformHandler {
  return platformHandler(name, async (context, event) => {
    let call: string | undefined;
    try {
      const settings = readSettings(context);
      const request = readRequest(event);
      requireTwilioSignature(request, { ...settings, path: context.PATH, callbackQuery });
      call = String(request.fields.CallSid);
      return await work(request, settings);
    } catch (error) {
      const refused = error instanceof Refused ? error : undefined;
      const code = refused?.code ?? (error instanceof SetupIncomplete ? error.code : 'internal');
      log(refused ? 'warn' : 'error', {
        in: name,
        event: answers === 'twiml' ? 'hung-up' : 'refused',
        code,
        detail: refused?.detail ?? errorText(error),
        call,
      });
      const isTwimlWanted = answers === 'twiml' && (call !== undefined || !refused);
      return isTwimlWanted ? twimlAnswer(hangupTwiml()) : refusalAnswer(refused ?? new Refused(code));
    }
  });
}
