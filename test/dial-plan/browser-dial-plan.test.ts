import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import metadata from 'libphonenumber-js/max/metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webpack } from 'webpack';
import type { DialPlan } from '../../dial-plan/dial-plan';
import { createFunctionsDialPlan } from '../../dial-plan/functions';
import { phoneFieldText } from './phone-numbers';

const root = resolve(import.meta.dirname, '../..');
let folder: string;
const bundle = (countries: string[]) => join(folder, `${countries.join('-')}.cjs`);

/** Builds the browser's dial plan as the client bundle does. */
async function build(countries: string[]): Promise<DialPlan> {
  const file = bundle(countries);
  const compiler = webpack({
    context: root,
    mode: 'production',
    target: 'node20',
    entry: './dial-plan/browser.ts',
    resolve: { extensions: ['.ts', '.js'] },
    module: {
      rules: [
        {
          test: /\.ts$/,
          loader: 'ts-loader',
          options: { transpileOnly: true, compilerOptions: { noEmit: false } },
        },
        {
          test: /browser-countries\.ts$/,
          enforce: 'post',
          loader: './dial-plan/browser-countries-loader.js',
          options: { countries },
        },
      ],
    },
    output: { path: folder, filename: `${countries.join('-')}.cjs`, library: { type: 'commonjs2' } },
  });
  const stats = await promisify(compiler.run.bind(compiler))();
  await promisify(compiler.close.bind(compiler))();
  if (!stats || stats.hasErrors()) throw new Error(stats?.toString({ all: false, errors: true }));
  return (createRequire(import.meta.url)(file) as { dialPlan: DialPlan }).dialPlan;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dial-plan-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the dial plan in the bundle', () => {
  it('carries the allowed countries alone, and reads every text as the Functions do', async () => {
    const inBundle = await build(['JP']);
    const inFunctions = createFunctionsDialPlan(['JP']);

    const text = await readFile(bundle(['JP']), 'utf8');
    const patterns = Object.entries(metadata.countries).map(([country, plan]) => ({
      country,
      pattern: String(plan[2]),
    }));
    const carried = patterns.filter(({ pattern }) => text.includes(JSON.stringify(pattern).slice(1, -1)));
    expect(carried.map(({ country }) => country)).toEqual(['JP']);

    fc.assert(
      fc.property(phoneFieldText, (field) => {
        expect(inBundle.read(field)).toEqual(inFunctions.read(field));
      }),
      { numRuns: 3_000 },
    );
  });

  it('can be built for other countries', async () => {
    const plan = await build(['JP', 'US']);
    expect(plan.read('+1 650 253 0000')).toMatchObject({ ok: true, e164: '+16502530000' });
    expect(plan.read('03-1234-5601')).toMatchObject({ ok: true, e164: '+81312345601' });
    expect(plan.read('+44 20 7946 0000')).toEqual({ ok: false, code: 'country-not-allowed' });
  });

  it('is not built for a country that does not exist', async () => {
    await expect(build(['JP', 'XX'])).rejects.toThrow(/ALLOWED_COUNTRIES.*unknown: XX/);
    await expect(build([])).rejects.toThrow(/ALLOWED_COUNTRIES/);
  });
});
