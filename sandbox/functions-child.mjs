// @ts-check
/**
 * The child process that serves the built Functions with Twilio's own local server, in process (no fork a request),
 * on 127.0.0.1 only. Its configuration arrives as the parent's first message, so that no secret stands in a process
 * list; it ends when the parent does.
 */
import { createRequire } from 'node:module';

/** @typedef {{folder: string, port: number, env: Record<string, string>}} Configuration */

process.on('disconnect', () => process.exit(0));
// Ctrl-C reaches every process of the terminal; the parent ends this one.
process.on('SIGINT', () => undefined);
// On the platform such an invocation would time out; here it must be seen, and the server must live on.
process.on('unhandledRejection', (reason) => {
  console.error('sandbox: unhandled rejection in a Function:', reason);
});
process.on('uncaughtException', (error) => {
  console.error('sandbox: uncaught exception in a Function:', error);
});

const require = createRequire(import.meta.url);
const { LocalDevelopmentServer } = require('@twilio/runtime-handler/dev');
const { fsHelpers } = require('@twilio-labs/serverless-api');

/** @param {Configuration} configuration */
async function serve({ folder, port, env }) {
  const routes = await fsHelpers.getListOfFunctionsAndAssets(folder, {
    functionsFolderNames: ['functions'],
    assetsFolderNames: ['assets'],
  });
  const server = new LocalDevelopmentServer(port, {
    baseDir: folder,
    env,
    port,
    // DOMAIN_NAME, over which webhooks are signed, comes from here.
    url: `http://localhost:${port}`,
    live: false,
    logs: false,
    detailedLogs: false,
    legacyMode: false,
    appName: 'kintone-phone',
    forkProcess: false,
    logger: console,
    routes,
  })
    .getApp()
    .listen(port, '127.0.0.1');
  server.on('listening', () => process.send?.({ kind: 'listening' }));
  server.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
    process.send?.({ kind: 'failed', message: `${error.code ?? ''} ${error.message}` });
  });
}

process.once('message', (configuration) => {
  serve(/** @type {Configuration} */ (configuration)).catch((error) => {
    process.send?.({ kind: 'failed', message: String(error) });
  });
});
