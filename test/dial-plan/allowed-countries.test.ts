import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { allowedCountries } from '../../dial-plan/allowed-countries';

const before = process.env.ALLOWED_COUNTRIES;
afterEach(() => {
  if (before === undefined) delete process.env.ALLOWED_COUNTRIES;
  else process.env.ALLOWED_COUNTRIES = before;
});

it('builds for the countries of the process, of .env, or for Japan', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'countries-'));
  try {
    const envFile = join(folder, '.env');
    delete process.env.ALLOWED_COUNTRIES;
    expect(allowedCountries(envFile)).toEqual(['JP']);
    await writeFile(envFile, 'ALLOWED_COUNTRIES=\n');
    expect(allowedCountries(envFile)).toEqual(['JP']);
    await writeFile(envFile, 'ALLOWED_COUNTRIES=JP, US\n');
    expect(allowedCountries(envFile)).toEqual(['JP', 'US']);
    process.env.ALLOWED_COUNTRIES = 'DE';
    expect(allowedCountries(envFile)).toEqual(['DE']);
  } finally {
    await rm(folder, { recursive: true });
  }
});
