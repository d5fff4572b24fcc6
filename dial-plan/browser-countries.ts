import type { DialPlanOptions } from './dial-plan';
import metadata from 'libphonenumber-js/max/metadata';

/**
 * The countries that the rep's page may call. The bundle never holds this file: browser-countries-loader.js puts
 * in its place the countries of the build's ALLOWED_COUNTRIES and their part of the metadata.
 */
export const browserCountries: DialPlanOptions = { countries: ['JP'], metadata };
