import type { CallCentre } from '../calls/call-centre';
import { isFinal } from '../calls/call-record';
import type { Route } from '../http/router';
import type { TwilioAccount } from '../options';
import { newSid } from '../sid';
import { callJson } from './call-json';
import { callList } from './call-list';
import { notFound, RestError } from './rest-error';

const MOST_MESSAGE_BYTES = 10_000;

/** The Calls resource and its user-defined messages: https://www.twilio.com/docs/voice/api/call-resource */
export function callRoutes(calls: CallCentre, account: TwilioAccount): Route[] {
  const base = `^/2010-04-01/Accounts/${account.sid}/Calls`;
  const one = new RegExp(`${base}/(CA[0-9a-f]{32})\\.json$`);
  return [
    {
      method: 'GET',
      path: new RegExp(`${base}\\.json$`),
      handle: (exchange) =>
        exchange.answerJson(200, callList(calls.records(), exchange.url.searchParams, account.sid)),
    },
    {
      method: 'GET',
      path: one,
      handle: (exchange, [sid = '']) => {
        const record = calls.record(sid);
        if (!record) {
          throw notFound(exchange.url.pathname);
        }
        exchange.answerJson(200, callJson(record, account.sid));
      },
    },
    {
      method: 'POST',
      path: one,
      handle: async (exchange, [sid = '']) => {
        const status = (await exchange.form()).get('Status');
        const record = calls.record(sid);
        if (!record) {
          throw notFound(exchange.url.pathname);
        }
        if (status !== 'completed' && status !== 'canceled') {
          throw new RestError(400, 21218, 'This stand-in only ends calls: Status=completed or canceled');
        }
        if (isFinal(record.status)) {
          throw new RestError(400, 21220, 'Call is not in-progress. Cannot redirect.');
        }
        end(calls, sid);
        exchange.answerJson(200, callJson(record, account.sid));
      },
    },
    {
      method: 'POST',
      path: new RegExp(`${base}/(CA[0-9a-f]{32})/UserDefinedMessages\\.json$`),
      handle: async (exchange, [callSid = '']) => {
        const content = parseContent((await exchange.form()).get('Content'));
        const call = calls.find(callSid);
        if (call?.kind !== 'rep' || call.over.aborted) {
          throw notFound(exchange.url.pathname);
        }
        const sid = newSid('KX');
        call.deliver({ sid, content });
        exchange.answerJson(201, {
          sid,
          account_sid: account.sid,
          call_sid: callSid,
          date_created: new Date().toUTCString().replace('GMT', '+0000'),
        });
      },
    },
  ];
}

/** Ends a leg of either side by its sid. */
function end(calls: CallCentre, sid: string): void {
  calls.find(sid)?.hangUp('canceled');
  const leg = calls.all().find((call) => call.callee?.record.sid === sid)?.callee;
  leg?.end(leg.talking ? 'completed' : 'canceled');
}

function parseContent(text: string | null): unknown {
  if (!text || Buffer.byteLength(text) > MOST_MESSAGE_BYTES) {
    throw new RestError(400, 21603, 'Content is required, and at most 10 kB');
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new RestError(400, 20001, 'Content is not a JSON string');
  }
}
