import parsePhoneNumber from 'libphonenumber-js/min';
import type { Call } from '../calls/call';
import type { CallCentre } from '../calls/call-centre';
import { isFinal } from '../calls/call-record';
import { summarise } from '../calls/call-summary';
import { isWithheld } from '../calls/caller-id';
import type { Exchange } from '../http/exchange';

const LEVELS_MS = 200;
/** How long the page is still told about a call that has ended. */
const RECENT_MS = 5000;

/** What the page shows of a call: a phone that rings, a talk, a caller who hears an announcement, the end. */
type Phase = 'ringing' | 'in-progress' | 'listening' | 'ended';

function formatted(number: string | null): string {
  if (isWithheld(number ?? '')) {
    return '非通知';
  }
  const parsed = parsePhoneNumber(number ?? '');
  return (parsed?.country === 'JP' ? parsed.formatNational() : parsed?.formatInternational()) ?? number ?? '';
}

/** The leg that ends what the page shows: the callee's, of an incoming call the caller's. */
function shownLeg({ kind, record, callee }: Call) {
  return kind === 'rep' ? callee?.record : record;
}

function isShown(call: Call): boolean {
  const leg = shownLeg(call);
  return leg !== undefined && (!leg.endedAt || leg.endedAt.getTime() > Date.now() - RECENT_MS);
}

function phaseOf(call: Call): Phase {
  if (call.callee?.ringing) {
    return 'ringing';
  }
  if (call.callee?.talking) {
    return 'in-progress';
  }
  return call.kind === 'incoming' && !isFinal(call.record.status) ? 'listening' : 'ended';
}

function forPage(call: Call) {
  const summary = summarise(call, { precise: false });
  return {
    ...summary,
    phase: phaseOf(call),
    /** Whose telephone it is. */
    phoneText: formatted(call.kind === 'rep' ? summary.to : summary.from),
    toText: formatted(summary.to),
    forwardedText: formatted(summary.forwardedTo),
    fromText: formatted(summary.callerId),
    saidText: summary.said.at(-1)?.text ?? '',
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
