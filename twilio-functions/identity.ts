/** Twilio's limit: https://www.twilio.com/docs/iam/access-tokens#requirements-for-identity */
const LONGEST = 121;

/** The login code does not fit into an identity; only a shorter login code helps. */
export class LoginCodeTooLong extends Error {
  readonly code = 'login-code-too-long';
  constructor() {
    super(`the login code needs more than ${LONGEST} characters as an identity`);
  }
}

/**
 * The rep's login code in the characters Twilio allows: letters and digits as they are, every other UTF-8 byte as
 * `_HH`. Throws LoginCodeTooLong past 121 characters, TypeError for text that is empty or not well-formed.
 */
export function encodeIdentity(loginCode: string): string {
  let identity = '';
  for (const byte of new TextEncoder().encode(loginCode)) {
    const character = String.fromCharCode(byte);
    identity += /[A-Za-z0-9]/.test(character)
      ? character
      : `_${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  if (identity.length > LONGEST) {
    throw new LoginCodeTooLong();
  }
  if (bytesToText(identity) !== loginCode || identity === '') {
    throw new TypeError('the login code is empty or not well-formed text');
  }
  return identity;
}

/** The login code of an identity; undefined for whatever `encodeIdentity` never makes. */
export function decodeIdentity(identity: string): string | undefined {
  if (!/^(?:[A-Za-z0-9]|_[0-9A-F]{2}){1,121}$/.test(identity)) {
    return undefined;
  }
  const loginCode = bytesToText(identity);
  try {
    return loginCode !== undefined && encodeIdentity(loginCode) === identity ? loginCode : undefined;
  } catch {
    return undefined;
  }
}

function bytesToText(identity: string): string | undefined {
  const bytes = [...identity.matchAll(/_([0-9A-F]{2})|(.)/gs)].map(([, hex, character]) =>
    hex ? parseInt(hex, 16) : (character as string).charCodeAt(0),
  );
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
  } catch {
    return undefined;
  }
}

/** Login codes that differ in case or surrounding space only are one rep when someone is to be kept out. */
export function loginCodeKey(loginCode: string): string {
  return loginCode.normalize('NFKC').trim().toLowerCase();
}
