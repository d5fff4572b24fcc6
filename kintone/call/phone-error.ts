import type { CallRefusalCode } from '../../contracts/page-message';
import type { FunctionRefusalCode } from '../../contracts/refusal';

/**
 * Everything that can go wrong for a rep. The code is stable: it stands small at the end of the message, and an
 * administrator can look it up.
 */
export type PhoneErrorCode =
  | CallRefusalCode
  | FunctionRefusalCode
  | 'mic-denied'
  | 'mic-missing'
  | 'mic-in-use'
  | 'offline'
  | 'no-permission'
  | 'login-over'
  | 'sign-in-slow'
  | 'service-slow'
  | 'service-unreachable'
  | 'token-refused'
  | 'connect-slow'
  | 'connection-lost'
  | 'phone-failed'
  | `twilio-${number}`;

/** A failure the rep is told about; `cause` is for the console alone. */
export class PhoneError extends Error {
  constructor(
    readonly code: PhoneErrorCode,
    cause?: unknown,
  ) {
    super(code, { cause });
  }
}

/** The code of whatever was thrown. */
export const codeOf = (thrown: unknown): PhoneErrorCode =>
  thrown instanceof PhoneError ? thrown.code : 'phone-failed';

/** Faults of the record's text, which the rep can mend. */
export const EDITABLE: PhoneErrorCode[] = [
  'no-number',
  'several-numbers',
  'unreadable-number',
  'withheld-prefix',
];
/** Calling again would only be refused again. */
export const FINAL: PhoneErrorCode[] = [
  ...EDITABLE,
  'emergency-number',
  'kind-not-allowed',
  'country-not-allowed',
  'hour-limit',
  'day-limit',
  'rep-blocked',
  'login-code-too-long',
  'setup-incomplete',
  'no-permission',
];
