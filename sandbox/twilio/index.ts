import { CallCentre } from './calls/call-centre';
import type { CallSummary } from './calls/call-summary';
import { summarise } from './calls/call-summary';
import type { Faults } from './control/faults';
import { FaultBoard } from './control/faults';
import type { Policy } from './control/policy';
import { controlRoutes } from './control/routes';
import { insightsRoutes } from './insights';
import type { TwilioOptions } from './options';
import { phoneRoutes } from './phone-page/routes';
import { callRoutes } from './rest/call-routes';
import { documentRoutes } from './rest/sync/document-routes';
import { itemRoutes } from './rest/sync/item-routes';
import { mapRoutes } from './rest/sync/map-routes';
import type { SyncView } from './rest/sync/sync-store';
import { SyncStore } from './rest/sync/sync-store';
import { listen } from './server';
import { Gateway } from './signalling/gateway';
import type { WebhookEntry } from './webhooks/webhook-log';
import { WebhookLog } from './webhooks/webhook-log';
import { WebhookSender } from './webhooks/webhook-sender';

export type { CallSummary } from './calls/call-summary';
export type { Faults } from './control/faults';
export type { Policy } from './control/policy';
export type { TwilioOptions } from './options';

export interface TwilioStandIn {
  /** `http://localhost:<port>` */
  origin: string;
  /** All calls since the start, oldest first. */
  calls(): CallSummary[];
  setPolicy(policy: Policy): void;
  /** Replaces all faults; `{}` makes everything well again. */
  setFaults(faults: Faults): void;
  /** Signalling sockets that are open now. */
  openSockets(): number;
  /** Every webhook posted since the start, oldest first. */
  webhooks(): readonly WebhookEntry[];
  /** What stands in Sync now, for tests to look at. */
  sync: { documents(): SyncView[]; items(map: string): SyncView[] };
  /** Ends all calls and closes everything. */
  stop(): Promise<void>;
}

/**
 * Starts a server on 127.0.0.1 that behaves like Twilio for the unmodified Voice SDK and for the Functions.
 * Rejects when the port is taken.
 */
export async function startTwilio(options: TwilioOptions): Promise<TwilioStandIn> {
  const { account, application } = options;
  const faults = new FaultBoard();
  const log = new WebhookLog();
  const sender = new WebhookSender(account.authToken, log, faults, options.deliverTo ?? ((url) => url));
  const calls = new CallCentre(options, sender, faults);
  const gateway = new Gateway({ account, applicationSid: application.sid, calls, faults });
  const control = {
    calls,
    mainNumber: options.numbers[0] ?? '',
    faults: () => faults.current,
    setPolicy: (policy: Policy) => {
      calls.policy = policy;
    },
    setFaults: (wanted: Faults) => {
      faults.set(wanted);
      if (wanted.dropSockets) {
        gateway.cutAll();
      }
    },
  };
  const sync = new SyncStore();
  const owner = { accountSid: account.sid, serviceSid: options.syncServiceSid };
  const { server, port } = await listen(options.port ?? 0, {
    account,
    allowedOrigins: () => options.allowedOrigins ?? [],
    faults,
    gateway,
    rest: [
      ...callRoutes(calls, account),
      ...documentRoutes(sync, owner),
      ...mapRoutes(sync, owner),
      ...itemRoutes(sync, owner),
    ],
    own: [...controlRoutes(control), ...phoneRoutes(calls), ...(options.guests ?? [])],
    open: insightsRoutes,
  });
  return {
    origin: `http://localhost:${port}`,
    calls: () => calls.all().map((call) => summarise(call)),
    setPolicy: control.setPolicy,
    setFaults: control.setFaults,
    openSockets: () => gateway.openSockets,
    webhooks: () => log.all(),
    sync: { documents: () => sync.viewDocuments(), items: (map) => sync.viewItems(map) },
    stop: async () => {
      await calls.stop();
      gateway.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
