import { hangupTwiml } from './dial-twiml';
import { type FunctionSettings, readSettings, SetupIncomplete } from '../settings';
import { type Answer, refusalAnswer, twimlAnswer } from '../http/answer';
import { errorText, log } from '../http/log';
import { type PlatformHandler, platformHandler } from '../http/platform';
import { Refused } from '../http/refused';
import { type FunctionRequest, readRequest } from '../http/request';
import { requireTwilioSignature } from '../http/twilio-signature';

/**
 * A Function for Twilio's voice webhooks: `work` runs only for what Twilio has signed for this address. A webhook that
 * fails would be read aloud to the rep as an answered call, so every failure behind the signature hangs up.
 */
export function forTwilio(
  name: string,
  { withCallbackQuery }: { withCallbackQuery: boolean },
  work: (request: FunctionRequest, settings: FunctionSettings) => Promise<Answer>,
): PlatformHandler {
  return platformHandler(name, async (context, event) => {
    let call: string | undefined;
    try {
      const settings = readSettings(context);
      const request = readRequest(event);
      requireTwilioSignature(request, { ...settings, path: context.PATH, withCallbackQuery });
      call = String(request.fields.CallSid);
      return await work(request, settings);
    } catch (error) {
      const refused = error instanceof Refused ? error : undefined;
      const known = refused ?? (error instanceof SetupIncomplete ? error : undefined);
      log(refused ? 'warn' : 'error', {
        in: name,
        event: 'hung-up',
        code: known?.code ?? 'internal',
        detail: refused?.detail ?? errorText(error),
        call,
      });
      return call === undefined && refused ? refusalAnswer(refused) : twimlAnswer(hangupTwiml());
    }
  });
}
