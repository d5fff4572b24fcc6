import type { DialRefusalCode } from '../../contracts/dial-refusal';
import type { DialPlan } from '../../dial-plan/dial-plan';
import type { CallTarget } from '../call/phone';
import type { PhoneSettings } from '../settings';
import type { ShownRecord } from './kintone-page';

/** What the button of a record can do: call its target, or say why not. */
export type RecordNumber = { record: string; app: string; label: string; page: string } & (
  { target: CallTarget } | { refusal: DialRefusalCode | 'setup-incomplete'; text: string }
);

/** Reads the first of the configured phone fields that is filled in, or else the first that the record has. */
export const readNumber = (
  { app, id, record }: ShownRecord,
  settings: PhoneSettings,
  dialPlan: DialPlan,
  path: string,
): RecordNumber => {
  const textOf = (code: string | null): string => {
    const value = code && record[code]?.value;
    return typeof value === 'string' ? value.trim() : '';
  };
  const { phoneFields } = settings;
  const field = phoneFields.find(({ code }) => textOf(code)) ?? phoneFields.find(({ code }) => record[code]);
  const page = `${path}#record=${id}`;
  const place = { app, record: id, label: field?.label ?? '', page };
  if (!field) return { ...place, refusal: 'setup-incomplete', text: '' };
  const text = textOf(field.code);
  const reading = dialPlan.read(text);
  if (!reading.ok) return { ...place, refusal: reading.code, text };
  return {
    ...place,
    target: {
      number: reading.e164,
      shown: reading.national,
      extension: reading.extension,
      app,
      record: id,
      page,
      company: textOf(settings.companyField),
      contact: textOf(settings.contactField),
    },
  };
};
