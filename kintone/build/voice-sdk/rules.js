import { fileURLToPath } from 'node:url';
import webpack from 'webpack';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const SDK = /@twilio[\\/]voice-sdk[\\/]esm/;

const replaceInSdk = (request, replacement) =>
  new webpack.NormalModuleReplacementPlugin(request, (resource) => {
    if (SDK.test(resource.context)) resource.request = here(replacement);
  });

/** What is taken out of the Voice SDK (docs/decisions/0003-bundle-size.md has each step) */
export const voiceSdkRules = [
  { test: /voice-sdk[\\/]esm[\\/].*generated\.js$/, loader: here('./errors-loader.js') },
];

export const voiceSdkPlugins = [
  replaceInSdk(/^events$/, './events.js'),
  replaceInSdk(/^loglevel$/, './loglevel.js'),
  replaceInSdk(/\.\/sound\.js$/, './sound.js'),
  replaceInSdk(/preflight\.js$|mockrtcstatsreport\.js$/, './left-out.js'),
];

/** The SDK's own logging below the level that it writes: dropped as calls without effect. */
export const voiceSdkSilentCalls = ['this', 'self', 'pc'].flatMap((owner) =>
  ['debug', 'info', 'warn'].map((level) => `${owner}._log.${level}`),
);
