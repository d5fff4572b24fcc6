import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether two secrets are the same text, in a time that says nothing about either. */
export function secretsEqual(given: string, expected: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
