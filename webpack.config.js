import { clientConfiguration } from './kintone/build/webpack.client.js';
import { functionsConfiguration } from './twilio-functions/webpack.functions.js';

/** Two bundles of one source tree: what runs in the rep's browser, and what runs on Twilio. */
export default [clientConfiguration, { ...functionsConfiguration, name: 'functions' }];
