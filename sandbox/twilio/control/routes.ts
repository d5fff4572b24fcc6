import type { CallCentre } from '../calls/call-centre';
import { summarise } from '../calls/call-summary';
import { fromOf } from '../calls/caller-id';
import type { Exchange } from '../http/exchange';
import type { Route } from '../http/router';
import { act, isCalleeAction } from './callee-actions';
import type { Faults } from './faults';
import { faultsSchema } from './faults';
import { incomingCallSchema } from './incoming-calls';
import type { Policy } from './policy';
import { policySchema } from './policy';

export interface Control {
  calls: CallCentre;
  /** The account's first number, E.164: what is called where nothing else is said. */
  mainNumber: string;
  faults: () => Faults;
  setPolicy: (policy: Policy) => void;
  setFaults: (faults: Faults) => void;
}

function fail(exchange: Exchange, status: number, code: string, message: string): void {
  exchange.answerJson(status, { error: { code, message } });
}

/** The control interface for programs and for the callee's page. */
export function controlRoutes(control: Control): Route[] {
  return [
    {
      method: 'GET',
      path: /^\/sandbox\/calls$/,
      handle: (exchange) =>
        exchange.answerJson(
          200,
          control.calls.all().map((call) => summarise(call)),
        ),
    },
    {
      method: 'POST',
      path: /^\/sandbox\/calls\/([^/]+)\/([^/]+)$/,
      handle: async (exchange, [sid = '', action = '']) => {
        await exchange.noBody();
        const call = control.calls.find(sid);
        if (!call || !isCalleeAction(action)) {
          fail(exchange, 404, 'not-found', 'No such call or action');
        } else if (act(call, action)) {
          exchange.answerJson(200, summarise(call));
        } else {
          fail(exchange, 409, 'wrong-state', `The callee cannot do that now: ${action}`);
        }
      },
    },
    {
      method: 'POST',
      path: /^\/sandbox\/incoming-calls$/,
      handle: async (exchange) => {
        const parsed = incomingCallSchema.safeParse(await exchange.json());
        if (!parsed.success) {
          fail(exchange, 400, 'bad-request', parsed.error.message);
          return;
        }
        const call = control.calls.beginIncoming(
          fromOf(parsed.data.from),
          parsed.data.to ?? control.mainNumber,
        );
        if (call) {
          exchange.answerJson(201, summarise(call));
        } else {
          fail(exchange, 409, 'out-of-service', 'No number of this account, or one without a voice URL');
        }
      },
    },
    {
      method: 'POST',
      path: /^\/sandbox\/policy$/,
      handle: async (exchange) => {
        const parsed = policySchema.safeParse(await exchange.json());
        if (!parsed.success) {
          fail(exchange, 400, 'bad-request', parsed.error.message);
          return;
        }
        control.setPolicy(parsed.data);
        exchange.answerJson(200, parsed.data);
      },
    },
    {
      method: 'GET',
      path: /^\/sandbox\/faults$/,
      handle: (exchange) => exchange.answerJson(200, control.faults()),
    },
    {
      method: 'POST',
      path: /^\/sandbox\/faults$/,
      handle: async (exchange) => {
        const parsed = faultsSchema.safeParse(await exchange.json());
        if (!parsed.success) {
          fail(exchange, 400, 'bad-request', parsed.error.message);
          return;
        }
        control.setFaults(parsed.data);
        exchange.answerJson(200, parsed.data);
      },
    },
  ];
}
