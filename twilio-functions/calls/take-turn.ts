import type { CallRefusalCode } from '../../contracts/page-message';
import { type RepCallsStore, SyncBusy, SyncMisconfigured, SyncSilent } from './rep-calls-store';
import { decide, release } from './rep-limits';

/** Somebody else wrote in between this often: the rep has several calls under way at once. */
const TRIES = 4;
/** Ringing and hanging up add this to the longest call, ms. */
const MARGIN_MS = 120_000;

export interface Turn {
  identity: string;
  /** CallSid of the rep's leg. */
  call: string;
  maxCallMinutes: number;
}

export interface TurnPorts {
  store: RepCallsStore;
  /** Whether a call is still running; undefined when nobody knows. */
  isRunning(call: string): Promise<boolean | undefined>;
  now(): number;
  warn(event: string, detail: string): void;
}

/**
 * Takes the rep's one live call and counts it. Undefined: the call may be dialled; else why not.
 *
 * Of two at once, one is let through. A live call that stands in the way is looked up once, so that a lost callback
 * locks nobody out. When Sync is silent, or nobody knows whether that call runs, the rep's work goes before the limit:
 * the call goes on and a warning is logged. A Sync that is busy or misconfigured lets nothing through.
 */
export async function takeTurn(turn: Turn, ports: TurnPorts): Promise<CallRefusalCode | undefined> {
  const { identity, call } = turn;
  const longestCallMs = turn.maxCallMinutes * 60_000 + MARGIN_MS;
  const over = new Set<string>();
  try {
    for (let tried = 0; tried < TRIES; tried += 1) {
      const kept = await ports.store.read(identity);
      const calls =
        kept.calls.live && over.has(kept.calls.live.call) ? { ...kept.calls, live: null } : kept.calls;
      const decision = decide(calls, { call, now: ports.now(), longestCallMs });
      if (decision.is === 'known') {
        return undefined;
      }
      if (decision.is === 'live') {
        if (await stillRuns(decision.call, ports)) {
          return 'second-call';
        }
        over.add(decision.call);
        continue;
      }
      if (decision.is !== 'allowed') {
        return decision.is;
      }
      if (await ports.store.write(identity, kept, decision.next)) {
        return undefined;
      }
    }
    return 'second-call';
  } catch (error) {
    return withoutSync(error, ports);
  }
}

async function stillRuns(call: string, ports: TurnPorts): Promise<boolean> {
  const running = await ports.isRunning(call);
  if (running === undefined) {
    ports.warn('live-call-unknown', 'Twilio does not say whether the last call is over; going on');
  }
  return running ?? false;
}

function withoutSync(error: unknown, ports: TurnPorts): CallRefusalCode | undefined {
  if (error instanceof SyncSilent) {
    ports.warn('limits-skipped', error.message);
    return undefined;
  }
  if (error instanceof SyncBusy) {
    ports.warn('limits-busy', error.message);
    return 'second-call';
  }
  if (error instanceof SyncMisconfigured) {
    ports.warn('limits-misconfigured', error.message);
    return 'setup-incomplete';
  }
  throw error;
}

/** Gives the rep's live call back once it is over. Failing is harmless: the next call looks it up. */
export async function giveTurnBack(
  { identity, call }: Pick<Turn, 'identity' | 'call'>,
  ports: Pick<TurnPorts, 'store' | 'warn'>,
): Promise<void> {
  try {
    for (let tried = 0; tried < TRIES; tried += 1) {
      const kept = await ports.store.read(identity);
      const next = release(kept.calls, call);
      if (!next || (await ports.store.write(identity, kept, next))) {
        return;
      }
    }
  } catch (error) {
    ports.warn('turn-kept', (error as Error).message);
  }
}
