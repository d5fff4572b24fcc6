import { describe, expect, it } from 'vitest';
import {
  type KeptCalls,
  type RepCallsStore,
  SyncBusy,
  SyncMisconfigured,
  SyncSilent,
} from '../../../twilio-functions/calls/rep-calls-store';
import { LIMITS, NO_CALLS, type RepCalls } from '../../../twilio-functions/calls/rep-limits';
import { giveTurnBack, takeTurn, type TurnPorts } from '../../../twilio-functions/calls/take-turn';

/** Sync's documents with revisions; each step takes a turn of the event loop, so that two at once interleave. */
class FakeStore implements RepCallsStore {
  readonly documents = new Map<string, { calls: RepCalls; revision: number }>();
  reads = 0;
  failure: Error | undefined;

  async read(identity: string): Promise<KeptCalls> {
    this.reads += 1;
    await new Promise(setImmediate);
    if (this.failure) throw this.failure;
    const found = this.documents.get(identity);
    return { calls: found?.calls ?? NO_CALLS, revision: found && String(found.revision) };
  }

  async write(identity: string, kept: KeptCalls, calls: RepCalls): Promise<boolean> {
    await new Promise(setImmediate);
    const found = this.documents.get(identity);
    if ((found && String(found.revision)) !== kept.revision) return false;
    this.documents.set(identity, { calls, revision: (found?.revision ?? 0) + 1 });
    return true;
  }
}

interface World extends TurnPorts {
  store: FakeStore;
  running: Map<string, boolean>;
  lookedUp: string[];
  warned: string[];
  clock: { now: number };
  take(call: string, identity?: string): ReturnType<typeof takeTurn>;
}

function world(): World {
  const made: World = {
    store: new FakeStore(),
    running: new Map(),
    lookedUp: [],
    warned: [],
    clock: { now: 1_700_000_000_000 },
    isRunning: async (call) => {
      made.lookedUp.push(call);
      return made.running.get(call);
    },
    now: () => made.clock.now,
    warn: (event) => made.warned.push(event),
    take: (call, identity = 'sato') => takeTurn({ identity, call, maxCallMinutes: 60 }, made),
  };
  return made;
}

describe('taking a turn', () => {
  it('lets one of two at once through, whichever Sync hears first', async () => {
    const there = world();
    there.running.set('CA1', true).set('CA2', true);
    const outcomes = await Promise.all([there.take('CA1'), there.take('CA2')]);
    expect(outcomes.sort()).toEqual(['second-call', undefined]);
    expect(there.store.documents.get('sato')?.calls.began).toHaveLength(1);
  });

  it('lets one of many at once through, also where documents stand already', async () => {
    const there = world();
    await there.take('CA0');
    await giveTurnBack({ identity: 'sato', call: 'CA0' }, there);
    const calls = Array.from({ length: 12 }, (_, at) => `CA1${at}`);
    calls.forEach((call) => there.running.set(call, true));
    const outcomes = await Promise.all(calls.map((call) => there.take(call)));
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(1);
    expect(there.store.documents.get('sato')?.calls.began).toHaveLength(2);
  });

  it('keeps reps apart', async () => {
    const there = world();
    expect(await Promise.all([there.take('CA1', 'sato'), there.take('CA2', 'suzuki')])).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('looks a live call up once before it refuses, so that a lost callback locks nobody out', async () => {
    const there = world();
    await there.take('CA1');
    there.running.set('CA1', true);
    expect(await there.take('CA2')).toBe('second-call');
    there.running.set('CA1', false);
    expect(await there.take('CA2')).toBeUndefined();
    expect(there.lookedUp).toEqual(['CA1', 'CA1']);
    expect(there.store.documents.get('sato')?.calls.live?.call).toBe('CA2');
  });

  it('goes on with a warning when nobody knows whether the last call runs', async () => {
    const there = world();
    await there.take('CA1');
    expect(await there.take('CA2')).toBeUndefined();
    expect(there.warned).toEqual(['live-call-unknown']);
  });

  it('takes one call twice for one', async () => {
    const there = world();
    expect(await there.take('CA1')).toBeUndefined();
    expect(await there.take('CA1')).toBeUndefined();
    expect(there.store.documents.get('sato')?.calls.began).toHaveLength(1);
  });

  it('refuses the 31st call of an hour, and lets the next hour call', async () => {
    const there = world();
    for (let count = 0; count < LIMITS.hour; count += 1) {
      expect(await there.take(`CA${count}`)).toBeUndefined();
      await giveTurnBack({ identity: 'sato', call: `CA${count}` }, there);
    }
    expect(await there.take('CA99')).toBe('hour-limit');
    there.clock.now += 3_600_000;
    expect(await there.take('CA99')).toBeUndefined();
  });

  it('goes on with a warning when Sync is silent, and does not when it is busy or set up wrongly', async () => {
    const there = world();
    there.store.failure = new SyncSilent('silent');
    expect(await there.take('CA1')).toBeUndefined();
    there.store.failure = new SyncBusy('busy');
    expect(await there.take('CA1')).toBe('second-call');
    there.store.failure = new SyncMisconfigured('401');
    expect(await there.take('CA1')).toBe('setup-incomplete');
    expect(there.warned).toEqual(['limits-skipped', 'limits-busy', 'limits-misconfigured']);
  });
});

describe('giving a turn back', () => {
  it('frees its own call only, and survives a silent Sync', async () => {
    const there = world();
    await there.take('CA1');
    await giveTurnBack({ identity: 'sato', call: 'CA9' }, there);
    expect(there.store.documents.get('sato')?.calls.live?.call).toBe('CA1');
    there.store.failure = new SyncSilent('silent');
    await giveTurnBack({ identity: 'sato', call: 'CA1' }, there);
    expect(there.warned).toEqual(['turn-kept']);
    there.store.failure = undefined;
    await giveTurnBack({ identity: 'sato', call: 'CA1' }, there);
    expect(there.store.documents.get('sato')?.calls.live).toBeNull();
  });
});
