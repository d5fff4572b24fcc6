import fc from 'fast-check';
import { describe, it } from 'vitest';
import { createFunctionsDialPlan } from '../../dial-plan/functions';
import { japaneseNumber, phoneFieldText, written } from './phone-numbers';

const plan = createFunctionsDialPlan(['JP']);

describe('whatever the text', () => {
  it('is an allowed Japanese number or a refusal', () => {
    const codes =
      /^(?:no|several|unreadable|emergency)-numbers?$|^withheld-prefix$|^(?:kind|country)-not-allowed$/;
    fc.assert(
      fc.property(phoneFieldText, (text) => {
        const reading = plan.read(text);
        if (!reading.ok) return codes.test(reading.code);
        return (
          /^\+81(?:120\d{6}|800\d{7}|[1-9]\d{8}|[5-9]0[1-9]\d{7})$/.test(reading.e164) &&
          !/^\+81(?:570|990|20\d)/.test(reading.e164) &&
          (reading.extension === null || /^\d{1,7}$/.test(reading.extension))
        );
      }),
      { numRuns: 5_000 },
    );
  });

  it('is read the same once it has been read: what the page dials, the Functions dial', () => {
    fc.assert(
      fc.property(phoneFieldText, (text) => {
        const reading = plan.read(text);
        if (!reading.ok) return true;
        return [reading.e164, reading.national].every((again) => {
          const second = plan.read(again);
          return second.ok && second.e164 === reading.e164 && second.extension === null;
        });
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('a number in use in Japan', () => {
  it('is read back from every notation', () => {
    fc.assert(
      fc.property(written, ({ text, e164, extension }) => {
        const reading = plan.read(text);
        return reading.ok && reading.e164 === e164 && reading.extension === extension;
      }),
      { numRuns: 3_000 },
    );
  });

  it('is read back from its national form', () => {
    fc.assert(
      fc.property(japaneseNumber, ({ e164 }) => {
        const reading = plan.read(plan.formatNational(e164));
        return reading.ok && reading.e164 === e164;
      }),
      { numRuns: 1_000 },
    );
  });

  it('beside another is never dialled', () => {
    const between = fc.constantFrom(
      ' ',
      '/',
      ' / ',
      '、',
      '，',
      '\n',
      '・',
      '～',
      'または',
      ' or ',
      '  ',
      ';',
      '-',
      '',
      '｜',
    );
    fc.assert(
      fc.property(written, between, written, (first, separator, second) => {
        return !plan.read(first.text + separator + second.text).ok;
      }),
      { numRuns: 3_000 },
    );
  });

  it('after 184 is never dialled, since its caller ID would show', () => {
    fc.assert(
      fc.property(written, fc.constantFrom('', '-', ' '), ({ text }, separator) => {
        const reading = plan.read(`184${separator}${text}`);
        return !reading.ok;
      }),
      { numRuns: 1_000 },
    );
  });
});
