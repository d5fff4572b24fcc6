import { errorText } from '../http/log';
import { isOver, readRestCall, type RestLeg } from '../reports/rest-call';
import type { TimeLeft } from './clock';
import { keep } from './keep';
import type { SweepNotes } from './lease';
import type { Outbox } from './outbox';
import { SyncUnavailable } from './sync-objects';

/** Twilio's own list of calls. */
export interface Reconciler {
  /** The company's number, E.164. */
  ourNumber: string;
  /** Legs that began in this time (ms since 1970), all of them. Throws when Twilio does not say. */
  legsOf(began: { from: number; to: number }): Promise<RestLeg[]>;
  /** Legs dialled for a leg. */
  dialledFor(parent: string): Promise<RestLeg[]>;
}

const EVERY_MS = 10 * 60_000;
/** How far back a first look goes. */
const BACK_MS = 48 * 3_600_000;
/** So much of the list at once. */
const WINDOW_MS = 3 * 3_600_000;
/** A leg may enter the list this long after it began: when it is answered, or over. */
const OVERLAP_MS = 5 * 60_000;
/** Webhooks of a call that has just ended are still on their way. */
const FRESH_MS = 15_000;
/** What runs longer than this is not waited for. */
const LONGEST_CALL_MS = 5 * 3_600_000;
/** A window is not begun with less time left, ms. */
const LEAST_MS = 3000;
/** Calls kept at once. */
const AT_ONCE = 4;

interface Step {
  reconciler: Reconciler;
  outbox: Outbox;
  left: TimeLeft;
  /** Whether it is done now, and also for calls that have just ended. */
  isForced: boolean;
}

/**
 * Keeps what Twilio's list says of calls since the last time, as far as the time allows; `kept` counts those of which
 * it told us something new. Up to where the list was read stands in the notes: the next step goes on from there.
 */
export async function reconcileStep(
  notes: SweepNotes,
  step: Step,
): Promise<{ notes: SweepNotes; kept: number }> {
  const now = step.outbox.clock.now();
  if (!step.isForced && now - notes.reconciledAt < EVERY_MS) {
    return { notes, kept: 0 };
  }
  let { reconciledTo } = notes;
  let kept = 0;
  try {
    let from = Math.max(reconciledTo - OVERLAP_MS, now - BACK_MS);
    while (from < now) {
      if (step.left() < LEAST_MS) {
        return { notes: { ...notes, reconciledTo }, kept };
      }
      const to = Math.min(from + WINDOW_MS, now);
      const window = await keepWindow({ from, to }, step);
      kept += window.kept;
      reconciledTo = Math.max(reconciledTo, window.heldAt ?? to);
      if (window.isCutShort) {
        return { notes: { ...notes, reconciledTo }, kept };
      }
      if (window.heldAt !== undefined) {
        break;
      }
      from = to;
    }
  } catch (error) {
    if (error instanceof SyncUnavailable) {
      throw error;
    }
    step.outbox.log('warn', { event: 'reconcile-later', detail: errorText(error) });
    return { notes: { ...notes, reconciledTo }, kept };
  }
  return { notes: { reconciledTo, reconciledAt: now }, kept };
}

async function keepWindow(
  window: { from: number; to: number },
  { reconciler, outbox, left, isForced }: Step,
): Promise<{ kept: number; heldAt: number | undefined; isCutShort: boolean }> {
  const now = outbox.clock.now();
  const legs = await reconciler.legsOf(window);
  const running: number[] = [];
  let kept = 0;

  async function keepCall(first: RestLeg): Promise<void> {
    if (!readRestCall(first, [], reconciler.ourNumber)) {
      return;
    }
    const listed = legs.filter((leg) => leg.parent_call_sid === first.sid);
    const dialled = listed.length > 0 ? listed : await reconciler.dialledFor(first.sid);
    const endedAt = Math.max(...[first, ...dialled].map((leg) => Date.parse(leg.end_time ?? '')));
    const isFresh = !isForced && now - endedAt < FRESH_MS;
    if (![first, ...dialled].every(isOver) || isFresh) {
      if (beganAt(first) > now - LONGEST_CALL_MS) {
        running.push(beganAt(first));
      }
      return;
    }
    const report = readRestCall(first, dialled, reconciler.ourNumber);
    if (report && (await keep(report, outbox)).isNews) {
      kept += 1;
    }
  }

  const firsts = legs
    .filter((leg) => leg.parent_call_sid === null)
    .sort((one, other) => beganAt(one) - beganAt(other));
  let isCutShort = false;
  for (let at = 0; at < firsts.length && !isCutShort; at += AT_ONCE) {
    const next = firsts.slice(at, at + AT_ONCE);
    isCutShort = left() < LEAST_MS / 2;
    if (isCutShort) {
      running.push(...next.map(beganAt));
    } else {
      await Promise.all(next.map(keepCall));
    }
  }
  return { kept, heldAt: running.length > 0 ? Math.min(...running) : undefined, isCutShort };
}

function beganAt({ date_created: created }: RestLeg): number {
  return Date.parse(created ?? '') || 0;
}
