import type { FunctionRefusalCode, Refusal } from '../../contracts/refusal';

const REFUSALS: Record<FunctionRefusalCode, { status: number; message: string }> = {
  'bad-request': { status: 400, message: 'The request does not have the expected form.' },
  'origin-refused': { status: 403, message: 'Requests from this origin are refused.' },
  'signature-refused': { status: 403, message: 'The request is not signed by Twilio for this address.' },
  'sign-in-refused': { status: 403, message: 'The sign-in record proves nothing; add a new one.' },
  'rep-blocked': { status: 403, message: 'This rep may not phone; ask an administrator.' },
  'login-code-too-long': { status: 403, message: 'The login code is too long for the phone.' },
  'too-many-attempts': { status: 429, message: 'Too many failed sign-ins; wait a minute.' },
  'kintone-unavailable': { status: 503, message: 'kintone does not answer; try again in a minute.' },
  'setup-incomplete': {
    status: 503,
    message: 'The set-up is incomplete; an administrator finds why in the log.',
  },
  internal: { status: 500, message: 'Something went wrong; the log says what.' },
};

/** A "no" with a stable code. `detail` is for the log alone and never leaves the Function. */
export class Refused extends Error {
  constructor(
    readonly code: FunctionRefusalCode,
    readonly detail = '',
  ) {
    super(detail ? `${code}: ${detail}` : code);
  }

  get status(): number {
    return REFUSALS[this.code].status;
  }

  /** What the caller is told: fixed words, nothing of the inside. */
  get body(): Refusal {
    return { error: { code: this.code, message: REFUSALS[this.code].message } };
  }
}
