import type { CallRefusalCode } from '../../contracts/page-message';
import { createFunctionsDialPlan, isCountry } from '../../dial-plan/functions';
import { type Answer, twimlAnswer } from '../http/answer';
import { log } from '../http/log';
import { loginCodeKey } from '../identity';
import type { FunctionSettings } from '../settings';
import type { CallRequest } from './call-request';
import { dialTwiml, refusalTwiml } from './dial-twiml';
import { tellPage } from './page-messages';
import { takeTurn } from './take-turn';
import { turnPorts } from './turn-ports';

/** TwiML that dials what a rep asks for; or tells the rep's page why not, and TwiML that hangs up. */
export async function placeCall(request: CallRequest, settings: FunctionSettings): Promise<Answer> {
  const { call, identity, loginCode, app, record } = request;
  const refuse = async (code: CallRefusalCode): Promise<Answer> => {
    log('info', { in: 'call-phone', event: 'refused', code, call });
    await tellPage(settings, { in: 'call-phone', call, message: { kind: 'refused', code } });
    return twimlAnswer(refusalTwiml());
  };

  if (settings.blockedReps.has(loginCodeKey(loginCode))) {
    return refuse('rep-blocked');
  }
  const [home, ...abroad] = settings.allowedCountries.filter(isCountry);
  if (!home || abroad.length + 1 < settings.allowedCountries.length) {
    log('error', {
      in: 'call-phone',
      event: 'setup-incomplete',
      detail: 'ALLOWED_COUNTRIES names no country',
      call,
    });
    return refuse('setup-incomplete');
  }
  const number = createFunctionsDialPlan([home, ...abroad]).read(request.to);
  if (!number.ok) {
    return refuse(number.code);
  }
  const { maxCallMinutes } = settings;
  const refusal = await takeTurn({ identity, call, maxCallMinutes }, turnPorts('call-phone', call, settings));
  if (refusal) {
    return refuse(refusal);
  }
  log('info', { in: 'call-phone', event: 'dialled', call });
  return twimlAnswer(dialTwiml(number.e164, { identity, app, record }, settings));
}
