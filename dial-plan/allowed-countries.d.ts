/** Types of allowed-countries.js, which is plain JavaScript because webpack's configuration loads it as it stands. */
export function allowedCountries(envFile: string): string[];
