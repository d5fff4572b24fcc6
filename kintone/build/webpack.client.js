import { fileURLToPath } from 'node:url';
import TerserPlugin from 'terser-webpack-plugin';
import webpack from 'webpack';
import { allowedCountries } from '../../dial-plan/allowed-countries.js';
import { Licences } from './licences.js';
import { SandboxSettings } from './sandbox-settings.js';
import { SizeBudget } from './size-budget.js';
import { privateNames } from './voice-sdk/private-names.js';
import { voiceSdkPlugins, voiceSdkRules, voiceSdkSilentCalls } from './voice-sdk/rules.js';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const countries = allowedCountries(here('../../.env'));

export const clientConfiguration = {
  name: 'client',
  mode: 'production',
  target: ['web', 'es2022'],
  entry: { client: here('../client.ts') },
  output: { path: here('../../dist/kintone'), filename: '[name].js', iife: true },
  devtool: false,
  performance: false,
  stats: 'errors-warnings',
  resolve: { extensions: ['.ts', '.js'] },
  module: {
    rules: [
      {
        test: /\.ts$/,
        exclude: /node_modules/,
        loader: 'ts-loader',
        options: { transpileOnly: true, compilerOptions: { noEmit: false } },
      },
      {
        test: /browser-countries\.ts$/,
        enforce: 'post',
        loader: here('../../dial-plan/browser-countries-loader.js'),
        options: { countries },
      },
      ...voiceSdkRules,
    ],
  },
  plugins: [
    new SandboxSettings(),
    new Licences(),
    new SizeBudget({ asset: 'client.js', gzippedBytes: 60_000 }),
    ...voiceSdkPlugins,
    // The vendor's own build for current browsers.
    new webpack.NormalModuleReplacementPlugin(/^\.\.\/es6\//, (resource) => {
      if (/libphonenumber-js[\\/]core$/.test(resource.context))
        resource.request = resource.request.replace('../es6/', '../es6-modern/');
    }),
  ],
  optimization: {
    minimizer: [
      new TerserPlugin({
        terserOptions: {
          ecma: 2020,
          module: true,
          compress: { passes: 3, pure_funcs: voiceSdkSilentCalls },
          mangle: { properties: { regex: privateNames() } },
          format: { comments: false },
        },
        extractComments: false,
      }),
    ],
  },
};
