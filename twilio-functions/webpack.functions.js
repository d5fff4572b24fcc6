// @ts-check
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import TerserPlugin from 'terser-webpack-plugin';
import webpack from 'webpack';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(HERE);
const OUTPUT = join(ROOT, 'dist/twilio-functions');
const FUNCTIONS = [
  'token',
  'call-phone.protected',
  'dial-ended.protected',
  'call-status.protected',
  'incoming-call.protected',
  'miitel-webhook',
  'outbox-sweep',
  'health',
];

/**
 * Makes the built folder one that Twilio's build takes as it stands: a package.json that names only what a Function
 * needs there at run time, and the folder of assets, which must exist even when it is empty.
 */
class DeployableFolder {
  /** @param {import('webpack').Compiler} compiler */
  apply(compiler) {
    compiler.hooks.thisCompilation.tap('DeployableFolder', (compilation) => {
      compilation.hooks.processAssets.tapPromise('DeployableFolder', async () => {
        const { name, version, engines, dependencies } = JSON.parse(
          await readFile(join(ROOT, 'package.json'), 'utf8'),
        );
        const text = `${JSON.stringify({ name, version, private: true, engines, dependencies }, null, 2)}\n`;
        compilation.emitAsset('package.json', new webpack.sources.RawSource(text));
      });
    });
    compiler.hooks.afterEmit.tapPromise('DeployableFolder', async () => {
      await mkdir(join(OUTPUT, 'assets'), { recursive: true });
    });
  }
}

/**
 * One self-contained CommonJS file a Function: files that require one another are not known to survive a deploy.
 * @type {import('webpack').Configuration}
 */
export const functionsConfiguration = {
  name: 'functions',
  mode: 'production',
  context: ROOT,
  target: 'node20',
  entry: Object.fromEntries(FUNCTIONS.map((name) => [name, join(HERE, 'functions', `${name}.ts`)])),
  output: {
    path: OUTPUT,
    filename: 'functions/[name].js',
    library: { type: 'commonjs2' },
    clean: { keep: /^(assets|\.twiliodeployinfo)/ },
  },
  resolve: { extensions: ['.ts', '.js', '.json'] },
  // The platform brings the whole package, and its runtime compares by instance; narrow modules of it are bundled.
  externals: { twilio: 'commonjs2 twilio' },
  module: {
    rules: [
      {
        test: /\.ts$/,
        exclude: /node_modules/,
        loader: 'ts-loader',
        options: {
          transpileOnly: true,
          configFile: join(ROOT, 'tsconfig.json'),
          compilerOptions: { noEmit: false },
        },
      },
    ],
  },
  plugins: [new webpack.optimize.LimitChunkCountPlugin({ maxChunks: 1 }), new DeployableFolder()],
  optimization: {
    // Names stay readable in the platform's log.
    minimizer: [
      new TerserPlugin({
        extractComments: false,
        terserOptions: { keep_classnames: true, keep_fnames: true },
      }),
    ],
  },
  performance: { hints: false },
  stats: 'errors-warnings',
};
