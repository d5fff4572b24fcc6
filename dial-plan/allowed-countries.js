import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/**
 * ALLOWED_COUNTRIES for a build: of the process, else of the `.env` file that the deployment reads as well, else Japan.
 * @param {string} envFile
 * @returns {string[]} ISO 3166 codes, as they were written
 */
export function allowedCountries(envFile) {
  const file = existsSync(envFile) ? parseEnv(readFileSync(envFile, 'utf8')) : {};
  const given = process.env.ALLOWED_COUNTRIES || file.ALLOWED_COUNTRIES || 'JP';
  return given.split(',').map((country) => country.trim());
}
