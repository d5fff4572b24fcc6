import { randomBytes } from 'node:crypto';

/** A new Twilio sid: two letters and 32 hex digits. */
export function newSid(prefix: 'CA' | 'KX' | 'ET' | 'MP' | 'IS' | 'RQ'): string {
  return prefix + randomBytes(16).toString('hex');
}
