import { type CountryCode, type MetadataJson, parsePhoneNumberFromString } from 'libphonenumber-js/core';
import type { DialRefusalCode } from '../contracts/dial-refusal';
import { E164 } from '../contracts/setting-shapes';
import { readPhoneText } from './phone-text';

export interface DialPlanOptions {
  /** Countries that may be called; numbers without a country code are read as numbers of the first one. */
  countries: readonly [CountryCode, ...CountryCode[]];
  /** Numbering plans of these countries at least, with the kinds of numbers (libphonenumber's "max" metadata). */
  metadata: MetadataJson;
}

interface ReadableNumber {
  ok: true;
  /** What may be dialled, E.164. */
  e164: string;
  /** Digits to dial once the call is answered, or null. */
  extension: string | null;
  /** The number as people of its country write it: 03-1234-5601. */
  national: string;
}

type DialReading = ReadableNumber | { ok: false; code: DialRefusalCode };

export interface DialPlan {
  /** Reads the text of a phone field. Never throws; whatever the text, an allowed number or a refusal. */
  read(text: string): DialReading;
  /** E.164 as people of the country write it; text that is no number of an allowed country comes back as it is. */
  formatNational(e164: string): string;
}

const ALLOWED_KINDS = ['FIXED_LINE', 'MOBILE', 'FIXED_LINE_OR_MOBILE', 'VOIP', 'TOLL_FREE'];
/** 110 and 119, 117 and 177, 112 and 911, and the consultation lines such as #8000. */
const SHORT_SERVICE = /^(?:\d{3}|[#*]\d{3,5})$/;
/** 0170, 0180 and 0910 are services, which libphonenumber knows nothing of. */
const JAPANESE_SERVICE = /^0(?:1[78]0|910)\d{6}$/;

/** 184 before a number withholds the caller ID, 186 shows it: docs/decisions/0004-184-and-186.md */
const CALLER_ID_PREFIX = /^18[46](?=[0+]|\d{3}$)/;
const WITHHOLD = '184';

const refuse = (code: DialRefusalCode): DialReading => ({ ok: false, code });

/**
 * The dial plan: what may be dialled, and its E.164 form. The rep's page and the Functions use this same code,
 * so that the page never offers what the Functions refuse.
 */
export function createDialPlan({ countries, metadata }: DialPlanOptions): DialPlan {
  const [home] = countries;
  const fromJapan = home === 'JP';
  const callingCode = new RegExp(
    `^\\+(?:${countries.map((country) => metadata.countries[country]?.[0]).join('|')})`,
  );

  /** Digits as a number of an allowed country, of whatever kind. */
  function parse(digits: string) {
    if (!/^\+?\d{4,20}$/.test(digits)) return undefined;
    const number = parsePhoneNumberFromString(digits, { defaultCountry: home, extract: false }, metadata);
    return number?.country && countries.includes(number.country) && number.isValid() ? number : undefined;
  }

  /** Turns the prefix for a call abroad (010 from Japan, 00 from most places) into the + it stands for. */
  function inInternationalForm(digits: string): string {
    return parse(digits) ? digits : digits.replace(fromJapan ? /^01?0(?=[1-9])/ : /^00(?=[1-9])/, '+');
  }

  /** Whether a part is a whole number by itself: then there are several, or something that someone must look at. */
  function holdSeveral(groups: string[]): boolean {
    return groups.some((group, at) => {
      if (at === 0) return false;
      return group.startsWith('+') || parse(groups.slice(0, at).join('')) || parse(groups.slice(at).join(''));
    });
  }

  function readDigits(written: string, groups: string[]) {
    const digits = inInternationalForm(written);
    if (SHORT_SERVICE.test(digits.replace(callingCode, ''))) return 'emergency-number';
    if (E164.test(digits) && !callingCode.test(digits)) return 'country-not-allowed';

    const number = parse(digits);
    if (!number && holdSeveral(groups)) return 'several-numbers';
    if (!number) return fromJapan && JAPANESE_SERVICE.test(digits) ? 'kind-not-allowed' : 'unreadable-number';
    // Free numbers of one carrier (0077, 0066) have no E.164 form that another network reaches.
    if (number.nationalNumber.startsWith('00') || !E164.test(number.number)) return 'kind-not-allowed';
    return ALLOWED_KINDS.includes(number.getType() ?? '') ? number : 'kind-not-allowed';
  }

  function read(text: string): DialReading {
    const found = readPhoneText(text);
    if (typeof found === 'string') return refuse(found);

    const written = found.groups.join('');
    const prefix = fromJapan ? CALLER_ID_PREFIX.exec(written)?.[0] : undefined;
    if (prefix === WITHHOLD) return refuse('withheld-prefix');
    const number = readDigits(prefix ? written.slice(prefix.length) : written, found.groups);
    if (typeof number === 'string') return refuse(number);
    return { ok: true, e164: number.number, extension: found.extension, national: number.formatNational() };
  }

  return { read, formatNational: (e164) => parse(e164)?.formatNational() ?? e164 };
}
