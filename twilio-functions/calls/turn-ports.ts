import { log } from '../http/log';
import type { FunctionSettings } from '../settings';
import { createRepCallsStore } from './rep-calls-store';
import { isRunning } from './running-call';
import type { TurnPorts } from './take-turn';

/** Twilio and the clock, as the limits need them, for the Function `name` and the call it works on. */
export function turnPorts(name: string, call: string, settings: FunctionSettings): TurnPorts {
  return {
    store: createRepCallsStore(settings),
    isRunning: (other) => isRunning(settings, other),
    now: Date.now,
    warn: (event, detail) => log('warn', { in: name, event, detail, call }),
  };
}
