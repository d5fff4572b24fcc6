import { type Answer, jsonAnswer } from '../http/answer';
import { errorText, log } from '../http/log';
import type { FunctionRequest } from '../http/request';
import { secretsEqual } from '../http/secrets-equal';
import type { FunctionSettings } from '../settings';
import { openOutbox } from './open-outbox';
import { sweep } from './sweep';

const IN = 'outbox-sweep';
/** Nudges without the secret: one in so many ms and instance does any work. */
const NUDGE_MS = 3000;

let lastNudge = 0;

/**
 * A sweep. Anyone may nudge, seldom, and learns nothing by it. With the operator's secret it is done at any time, its
 * result is told, and `reconcile=now` has Twilio's list of calls read at once. Never throws.
 */
export async function receiveSweep(request: FunctionRequest, settings: FunctionSettings): Promise<Answer> {
  const given = /^Bearer (\S+)$/i.exec(request.header('authorization') ?? '')?.[1];
  const { operatorSecret } = settings;
  const isOperator = Boolean(given && operatorSecret && secretsEqual(given, operatorSecret));
  if (given !== undefined && !isOperator) {
    log('warn', { in: IN, event: 'refused', code: 'secret-refused' });
    return jsonAnswer(401, { error: { code: 'secret-refused', message: 'The secret is another.' } });
  }
  const open = openOutbox(settings, IN);
  const now = Date.now();
  if (!open || (!isOperator && now - lastNudge < NUDGE_MS)) {
    return jsonAnswer(200, { ok: true });
  }
  lastNudge = now;
  try {
    const result = await sweep({ ...open, reconcileNow: isOperator && request.fields.reconcile === 'now' });
    return jsonAnswer(200, isOperator ? { ok: true, ...result } : { ok: true });
  } catch (error) {
    log('error', { in: IN, event: 'sweep-failed', detail: errorText(error) });
    return isOperator
      ? jsonAnswer(503, { error: { code: 'sweep-failed', message: 'Sync does not answer; try again.' } })
      : jsonAnswer(200, { ok: true });
  }
}
