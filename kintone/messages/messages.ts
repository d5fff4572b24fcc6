import type { PhoneErrorCode } from '../call/phone-error';
import { en } from './en';
import { ja } from './ja';
import type { Messages, Told } from './words';

/** Japanese for reps who use kintone in Japanese, English for all others. */
export const messagesFor = (language: string): Messages => (language === 'ja' ? ja : en);

/** The words for a code. */
export const tell = (messages: Messages, code: PhoneErrorCode): Told =>
  (messages.errors as Partial<Record<PhoneErrorCode, Told>>)[code] ?? messages.errors['phone-failed'];

/** A text's parts. */
export const asParts = (told: Told): [what: string, step?: string, action?: string] =>
  typeof told === 'string' ? [told] : told;
