import { type Answer, jsonAnswer } from '../http/answer';
import { errorText, log } from '../http/log';
import { Refused } from '../http/refused';
import { accept } from '../outbox/accept';
import type { CallReport } from '../outbox/call-report';
import { openOutbox } from '../outbox/open-outbox';
import type { FunctionSettings } from '../settings';
import { readCallStatus } from './call-status';
import { readDialEnded } from './dial-ended';
import type { WebhookFields } from './twilio-fields';

interface Received {
  settings: FunctionSettings;
  /** The fields of a request that Twilio has signed. */
  fields: WebhookFields;
}

/**
 * A status callback of either leg: 204 once it is kept, 503 when it could not be, so that Twilio sends it again.
 * Never throws.
 */
export async function receiveCallStatus({ settings, fields }: Received): Promise<Answer> {
  const kept = await keepReport('call-status', settings, () => readCallStatus(fields));
  if (kept === 'kept') {
    return { status: 204, headers: { 'Cache-Control': 'no-store' }, body: '' };
  }
  return kept === 'refused'
    ? jsonAnswer(400, {
        error: { code: 'bad-request', message: 'The callback is not of the expected form.' },
      })
    : jsonAnswer(503, { error: { code: 'not-kept', message: 'It could not be kept; send it again.' } });
}

/** What the Dial's action says of a call: kept for at most 1.5 s, since the rep's page waits behind it. Never throws. */
export async function receiveDialEnded({ settings, fields }: Received): Promise<void> {
  await keepReport('dial-ended', settings, () => readDialEnded(fields), 1500);
}

/** Keeps what `read` makes, if there is a call log at all. Never throws. */
export async function keepReport(
  name: string,
  settings: FunctionSettings,
  read: () => CallReport,
  within?: number,
): Promise<'kept' | 'refused' | 'not-kept'> {
  const open = openOutbox(settings, name);
  if (!open) {
    return 'kept';
  }
  let call: string | undefined;
  try {
    const report = read();
    call = report.callId.replace(/^twilio:/, '');
    await accept(report, open.outbox, within);
    return 'kept';
  } catch (error) {
    const isRefused = error instanceof Refused;
    const detail = isRefused ? error.detail : errorText(error);
    log(isRefused ? 'warn' : 'error', { in: name, event: isRefused ? 'refused' : 'not-kept', detail, call });
    return isRefused ? 'refused' : 'not-kept';
  }
}
