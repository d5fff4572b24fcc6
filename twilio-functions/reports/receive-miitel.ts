import { createFunctionsDialPlan } from '../../dial-plan/functions';
import { type Answer, jsonAnswer } from '../http/answer';
import { errorText, log } from '../http/log';
import type { FunctionRequest } from '../http/request';
import { secretsEqual } from '../http/secrets-equal';
import { accept } from '../outbox/accept';
import { openOutbox } from '../outbox/open-outbox';
import type { FunctionSettings } from '../settings';
import { readChallenge, readMiitel } from './miitel';

const IN = 'miitel-webhook';

type Reason = 'secret-refused' | 'bad-request' | 'not-kept' | 'setup-incomplete';

const MESSAGES: Record<Reason, { status: number; message: string }> = {
  'secret-refused': { status: 401, message: 'Send the header “Authorization: Bearer …” with the secret.' },
  'bad-request': { status: 400, message: 'The delivery is not of the expected form; path says where.' },
  'not-kept': { status: 503, message: 'The delivery could not be kept; send it again.' },
  'setup-incomplete': { status: 503, message: 'MiiTel or the call log is not set up here.' },
};

/**
 * A delivery of MiiTel's Outgoing Webhook. A challenge is given back as plain text, whoever sends it, and nothing else
 * comes of such a delivery; all others need the secret header. Answered once it is kept, and written within two
 * seconds more. Never throws.
 */
export async function receiveMiitel(request: FunctionRequest, settings: FunctionSettings): Promise<Answer> {
  const challenge = readChallenge(request.fields);
  if (challenge !== undefined) {
    log('info', { in: IN, event: 'challenged' });
    return plainText(challenge);
  }
  const { miitel } = settings;
  const open = openOutbox(settings, IN);
  if (!miitel || !open) {
    return refuse('setup-incomplete');
  }
  const given = /^Bearer (\S+)$/i.exec(request.header('authorization') ?? '')?.[1];
  if (given === undefined || !secretsEqual(given, miitel.secret)) {
    return refuse('secret-refused');
  }
  const delivery = readMiitel(request.fields, {
    dialPlan: createFunctionsDialPlan(['JP']),
    url: miitel.url,
    repOf: (mail) => (miitel.login === 'mail' ? mail : mail.split('@')[0]),
  });
  if (delivery.is === 'faulty') {
    return refuse('bad-request', { path: delivery.path });
  }
  if (delivery.is === 'ignored') {
    log('info', { in: IN, event: 'ignored', code: delivery.why });
    return jsonAnswer(200, { ok: true, ignored: delivery.why });
  }
  try {
    await accept(delivery.report, open.outbox);
    return jsonAnswer(200, { ok: true });
  } catch (error) {
    return refuse('not-kept', { detail: errorText(error), call: delivery.report.callId });
  }
}

function plainText(body: string): Answer {
  return {
    status: 200,
    headers: {
      'Content-Type': 'text/plain',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
    body,
  };
}

function refuse(code: Reason, more: { path?: string; detail?: string; call?: string } = {}): Answer {
  const { status, message } = MESSAGES[code];
  const { path, detail, call } = more;
  log(status >= 500 ? 'error' : 'warn', { in: IN, event: 'refused', code, detail: detail ?? path, call });
  return jsonAnswer(status, { error: { code, message, ...(path === undefined ? {} : { path }) } });
}
