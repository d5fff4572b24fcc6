import { kintoneOriginOf } from '../kintone-origin';
import { type FunctionSettings, readSettings, SetupIncomplete } from '../settings';
import { type Answer, jsonAnswer, refusalAnswer } from './answer';
import { corsHeaders } from './cors';
import { errorText, log } from './log';
import { type PlatformHandler, platformHandler } from './platform';
import { Refused } from './refused';
import { type FunctionRequest, readRequest } from './request';

/**
 * A Function for the rep's page: `work` makes the JSON of a 200. Its refusals, and a failure of any other kind, become
 * the body of contracts/refusal.ts; only kintone's own pages may read either.
 */
export function forBrowser(
  name: string,
  work: (request: FunctionRequest, settings: FunctionSettings) => Promise<object>,
): PlatformHandler {
  return platformHandler(name, async (context, event): Promise<Answer> => {
    const began = Date.now();
    let headers = {};
    try {
      const request = readRequest(event);
      // Before the settings as a whole: a page that may not read the answer cannot tell the rep that they have faults.
      const { KINTONE_APP_URI = '' } = context as { KINTONE_APP_URI?: string };
      const origin = kintoneOriginOf(KINTONE_APP_URI);
      headers = origin ? corsHeaders(request, origin) : {};
      const settings = readSettings(context);
      const body = await work(request, settings);
      log('info', { in: name, event: 'answered', ms: Date.now() - began });
      return jsonAnswer(200, body, headers);
    } catch (error) {
      const refused = asRefused(error);
      const level = refused.status >= 500 ? 'error' : 'info';
      const ms = Date.now() - began;
      log(level, { in: name, event: 'refused', code: refused.code, detail: refused.detail, ms });
      return refusalAnswer(refused, headers);
    }
  });
}

function asRefused(error: unknown): Refused {
  if (error instanceof SetupIncomplete) {
    return new Refused('setup-incomplete', error.faults.join('; '));
  }
  return error instanceof Refused ? error : new Refused('internal', errorText(error));
}
