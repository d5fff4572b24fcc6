import type { CallReport } from './call-report';
import { backOff, type TimeLeft } from './clock';
import type { PlaceState } from './item';
import type { Outbox } from './outbox';
import type { Place } from './places/place';

/** A write gets at least this, however little time is left, and at most that, ms. */
const LEAST_MS = 200;
const LONGEST_MS = 2000;

/**
 * Writes a report into one place: what the place's state is then. When the place refuses for good and names fields,
 * it is tried once without them; the rest of a row is worth more than no row.
 */
export async function writePlace(
  place: Place,
  { report, before }: { report: CallReport; before: PlaceState },
  { left, outbox }: { left: TimeLeft; outbox: Outbox },
): Promise<PlaceState> {
  const { callId } = report;
  let { without } = before;
  for (let tried = 1; ; tried += 1) {
    const { hash, write } = place.render(report, without);
    if (hash === before.hash) {
      return before;
    }
    const result = await write(Math.max(LEAST_MS, Math.min(left(), LONGEST_MS)));
    if (result.is === 'later') {
      outbox.health.failed(place.name);
      outbox.log('warn', { event: `${place.name}-later`, code: result.code, callId });
      return postponed({ ...before, without }, result.code, outbox);
    }
    outbox.health.worked(place.name);
    if (result.is === 'written') {
      outbox.log('info', { event: `${place.name}-written`, callId });
      return { state: 'written', hash, attempts: 0, nextAt: 0, code: null, without };
    }
    const leftOut = new Set(without);
    const named = result.fields.filter((field) => !leftOut.has(field));
    if (named.length === 0 || tried > 1) {
      outbox.log('error', { event: `${place.name}-dead-letter`, code: result.code, callId });
      return { state: 'dead', hash, attempts: before.attempts + 1, nextAt: 0, code: result.code, without };
    }
    outbox.log('warn', {
      event: `${place.name}-without`,
      code: result.code,
      detail: named.join(', '),
      callId,
    });
    without = [...new Set([...leftOut, ...named])];
  }
}

/** The state of a place that is to be tried again, later and later. */
export function postponed(before: PlaceState, code: string, { clock }: Outbox): PlaceState {
  const attempts = before.attempts + 1;
  return { ...before, state: 'due', attempts, nextAt: clock.now() + backOff(attempts, clock), code };
}
