import metadata from 'libphonenumber-js/max/metadata';

/**
 * Webpack loader for browser-countries.ts: all metadata is 40 kB (gz), that of Japan 2 kB. Takes the place of the
 * file's own text, after ts-loader or without it:
 *
 *     { test: /browser-countries\.ts$/, enforce: 'post', loader: './dial-plan/browser-countries-loader.js',
 *       options: { countries: ['JP'] } }
 *
 * Fails the build for a country that libphonenumber does not know.
 */
export default function browserCountriesLoader() {
  // eslint-disable-next-line no-invalid-this -- webpack hands a loader its context as `this`
  const { countries } = this.getOptions();
  const unknown = countries.filter((country) => !Object.hasOwn(metadata.countries, country));
  if (countries.length === 0 || unknown.length > 0)
    throw new Error(
      `ALLOWED_COUNTRIES must name known countries (ISO 3166-1, such as JP); unknown: ${unknown.join(', ') || 'none given'}`,
    );

  return `export const browserCountries = ${JSON.stringify({ countries, metadata: cut(countries) })};`;
}

/** The metadata of some countries alone, in libphonenumber's own form. */
function cut(countries) {
  const callingCodes = {};
  for (const country of countries) (callingCodes[metadata.countries[country][0]] ??= []).push(country);
  return {
    version: metadata.version,
    country_calling_codes: callingCodes,
    countries: Object.fromEntries(countries.map((country) => [country, metadata.countries[country]])),
    nonGeographic: {},
  };
}
