import type { CallRefusalCode } from '../../contracts/page-message';
import { createFunctionsDialPlan, isCountry } from '../../dial-plan/functions';
import { type Answer, twimlAnswer } from '../http/answer';
import { log } from '../http/log';
import { loginCodeKey } from '../identity';
import { provenRepName } from '../rep-name';
import { keepReport } from '../reports/receive-twilio';
import { readRefusedCall } from '../reports/refused-call';
import type { FunctionSettings } from '../settings';
import type { CallRequest } from './call-request';
import { dialTwiml, refusalTwiml } from './dial-twiml';
import { tellPage } from './page-messages';
import { takeTurn } from './take-turn';
import { turnPorts } from './turn-ports';

/** A refusal waits for the outbox no longer, ms: as long as for the page's message, beside which it is kept. */
const KEEP_MS = 1500;

type Decision =
  | { is: 'dial'; number: string }
  /** `number`: E.164, where it could be read. */
  | { is: 'refuse'; code: CallRefusalCode; number?: string };

/** TwiML that dials what a rep asks for; or tells the rep's page and the call log why not, and TwiML that hangs up. */
export async function placeCall(request: CallRequest, settings: FunctionSettings): Promise<Answer> {
  const { call, identity, loginCode, app, record } = request;
  const named = { identity, name: request.repName, proof: request.repNameProof };
  const repName = provenRepName(named, settings.apiKey.secret);
  const decision = await decide(request, settings);
  if (decision.is === 'dial') {
    log('info', { in: 'call-phone', event: 'dialled', call });
    return twimlAnswer(dialTwiml(decision.number, { identity, app, record, name: repName }, settings));
  }
  const { code, number } = decision;
  const { fromNumber } = settings;
  log('info', { in: 'call-phone', event: 'refused', code, call });
  await Promise.all([
    tellPage(settings, { in: 'call-phone', call, message: { kind: 'refused', code } }),
    keepReport(
      'call-phone',
      settings,
      () => readRefusedCall({ call, loginCode, repName, app, record, number, fromNumber }, Date.now()),
      KEEP_MS,
    ),
  ]);
  return twimlAnswer(refusalTwiml());
}

async function decide(request: CallRequest, settings: FunctionSettings): Promise<Decision> {
  const { call, identity, loginCode } = request;
  const { maxCallMinutes } = settings;
  if (settings.blockedReps.has(loginCodeKey(loginCode))) {
    return { is: 'refuse', code: 'rep-blocked' };
  }
  const [home, ...abroad] = settings.allowedCountries.filter(isCountry);
  if (!home || abroad.length + 1 < settings.allowedCountries.length) {
    log('error', {
      in: 'call-phone',
      event: 'setup-incomplete',
      detail: 'ALLOWED_COUNTRIES names no country',
      call,
    });
    return { is: 'refuse', code: 'setup-incomplete' };
  }
  const number = createFunctionsDialPlan([home, ...abroad]).read(request.to);
  if (!number.ok) {
    return { is: 'refuse', code: number.code };
  }
  const refusal = await takeTurn({ identity, call, maxCallMinutes }, turnPorts('call-phone', call, settings));
  return refusal ? { is: 'refuse', code: refusal, number: number.e164 } : { is: 'dial', number: number.e164 };
}
