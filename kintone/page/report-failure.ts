import { PhoneError } from '../call/phone-error';

/** What could be a token, a proof, an id or a telephone number. */
const PRIVATE = /[\w-]{24,}|\d[\d -]{5,}\d/g;

let last: unknown;

/**
 * Writes why something failed to the console, for whoever looks after the phone: the code, what kintone or the browser
 * said of it, and kintone's id of the error. Nothing that proves who the rep is, no whole number. A
 * sign-in that failed under way and then at the click is written once.
 */
export const reportFailure = (code: string, cause?: unknown): void => {
  if (cause && cause === last) return;
  last = cause;
  const reason = cause instanceof PhoneError ? cause.cause : cause;
  const { name, code: given, id, message } = Object(reason) as Record<string, unknown>;
  const said = [name, given, id, message].filter(Boolean);
  console.error(`[kintone-phone] ${code}`, said.join(' ').replace(PRIVATE, '…'));
};
