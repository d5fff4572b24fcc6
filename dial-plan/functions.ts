import type { CountryCode } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/max/metadata';
import { createDialPlan, type DialPlan, type DialPlanOptions } from './dial-plan';

/** Whether text is a country as ALLOWED_COUNTRIES names it: ISO 3166-1 alpha-2, upper case. */
export function isCountry(text: string): text is CountryCode {
  return Object.hasOwn(metadata.countries, text);
}

/** The dial plan of the Functions, which know the numbering plans of all countries. The first country is home. */
export function createFunctionsDialPlan(countries: DialPlanOptions['countries']): DialPlan {
  return createDialPlan({ countries, metadata });
}
