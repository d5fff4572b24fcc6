import { type FunctionSettings, readSettings, SetupIncomplete } from '../settings';
import type { Answer } from './answer';
import { type PlatformHandler, platformHandler } from './platform';
import { Refused } from './refused';
import { type FunctionRequest, readRequest } from './request';

/** A Function for programs that are neither Twilio nor a browser: `work` itself decides whom it believes. */
export function forMachines(
  name: string,
  work: (request: FunctionRequest, settings: FunctionSettings) => Promise<Answer>,
): PlatformHandler {
  return platformHandler(name, async (context, event) => work(readRequest(event), settingsOf(context)));
}

function settingsOf(context: object): FunctionSettings {
  try {
    return readSettings(context);
  } catch (error) {
    throw error instanceof SetupIncomplete ? new Refused('setup-incomplete', error.faults.join('; ')) : error;
  }
}
