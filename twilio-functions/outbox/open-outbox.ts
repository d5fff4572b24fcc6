import { createFunctionsDialPlan } from '../../dial-plan/functions';
import { errorText, log } from '../http/log';
import type { FunctionSettings } from '../settings';
import { askSync } from '../twilio-rest';
import { realClock } from './clock';
import { completeWith } from './complete';
import { createCustomers } from './customers';
import { createLastReps } from './last-rep';
import type { Outbox } from './outbox';
import { createPlaceHealth } from './place-health';
import { createCallLogPlace } from './places/call-log';
import { createOutboxStore } from './store';
import { createSyncObjects } from './sync-objects';
import type { Sweeping } from './sweep';
import { createReconciler } from './twilio-calls';

export type OpenOutbox = Required<Pick<Sweeping, 'outbox' | 'sync' | 'reconciler'>>;

/** What a process has seen of the places, for as long as it lives. */
const health = createPlaceHealth(realClock);

/** The outbox as a Function of this `name` uses it; undefined where there is no call log. */
export function openOutbox(settings: FunctionSettings, name: string): OpenOutbox | undefined {
  const { callLogApp, customers, kintone, fromNumber } = settings;
  if (!callLogApp) {
    return undefined;
  }
  const clock = realClock;
  const sync = createSyncObjects((path, request) => askSync(settings, path, request), clock);
  const lastReps = createLastReps(sync);
  const write: Outbox['log'] = (level, { callId, ...line }) =>
    log(level, { in: name, ...line, call: callId?.replace(/^twilio:/, '') });
  const outbox: Outbox = {
    store: createOutboxStore(sync, clock),
    places: [createCallLogPlace({ ...kintone, ...callLogApp })],
    health,
    clock,
    complete: completeWith({
      customers:
        customers &&
        createCustomers(
          { ...kintone, apiToken: customers.apiToken },
          {
            apps: customers.apps,
            dialPlan: createFunctionsDialPlan(['JP']),
            warn: (detail) => write('error', { event: 'customers-unknown', detail }),
          },
        ),
      lastReps,
    }),
    written: (report) =>
      lastReps.remember(report).catch((error: unknown) => {
        write('warn', {
          event: 'last-rep-not-remembered',
          detail: errorText(error),
          callId: report.callId,
        });
      }),
    log: write,
  };
  return { outbox, sync, reconciler: createReconciler(settings, fromNumber) };
}
