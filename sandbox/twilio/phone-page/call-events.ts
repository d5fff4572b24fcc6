import parsePhoneNumber from 'libphonenumber-js/min';
import type { CallCentre } from '../calls/call-centre';
import { summarise } from '../calls/call-summary';
import type { RepCall } from '../calls/rep-call';
import type { Exchange } from '../http/exchange';

const LEVELS_MS = 200;
/** How long the page is still told about a call that has ended. */
const RECENT_MS = 5000;

function formatted(number: string | null): string {
  const parsed = parsePhoneNumber(number ?? '');
  return (parsed?.country === 'JP' ? parsed.formatNational() : parsed?.formatInternational()) ?? number ?? '';
}

function isShown(call: RepCall): boolean {
  const endedAt = call.callee?.record.endedAt;
  return call.callee !== undefined && (!endedAt || endedAt.getTime() > Date.now() - RECENT_MS);
}

function forPage(call: RepCall) {
  const summary = summarise(call, { precise: false });
  return {
    ...summary,
    toText: formatted(summary.to),
    fromText: formatted(summary.callerId),
    ringSeconds: call.callee?.ringSeconds ?? 0,
    ringingAt: call.callee?.record.createdAt.toISOString() ?? summary.startedAt,
  };
}

/** Server-sent events: all live calls at each change, and with their sound levels 5 times a second in a talk. */
export function streamCalls(exchange: Exchange, calls: CallCentre): void {
  const { response } = exchange;
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  const send = () => {
    const shown = calls.all().filter(isShown).map(forPage);
    response.write(`event: calls\ndata: ${JSON.stringify({ now: new Date(), calls: shown })}\n\n`);
  };
  const stopListening = calls.changed.listen(send);
  const timer = setInterval(() => {
    if (calls.all().some((call) => call.callee?.talking)) {
      send();
    }
  }, LEVELS_MS);
  response.once('close', () => {
    clearInterval(timer);
    stopListening();
  });
  send();
}
