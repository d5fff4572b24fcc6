import type { CallReport } from './call-report';
import type { TimeLeft } from './clock';
import { dueAt, type PlaceState, stateOf } from './item';
import { mergeReports } from './merge';
import { KnowledgeLater, type Outbox } from './outbox';
import type { Place } from './places/place';
import { type KeptItem, settle } from './settle';
import type { Kept } from './store';
import { postponed, writePlace } from './write-place';

/** Longer than a delivery can take; then somebody else may try, ms. */
const CLAIM_MS = 15_000;
/** A delivery is not begun with less time than this left, ms. */
const LEAST_MS = 300;

/** `not-due`: nothing is to be done now. `taken`: somebody else is at it. `resting`: the place is left alone. */
export type Delivery = 'not-due' | 'taken' | 'resting' | 'done' | 'unfinished';

interface Work {
  left: TimeLeft;
  outbox: Outbox;
}

/**
 * Writes a kept call wherever it is due, within the time that is left. Of several at once, one has it: the claim
 * decides. Throws SyncUnavailable; then the claim runs out, and it is written again: the same, to the same row.
 */
export async function deliver(kept: Kept, work: Work): Promise<Delivery> {
  const { store, clock, health, places } = work.outbox;
  const { item } = kept;
  const now = clock.now();
  const due = item?.open ? places.filter((place) => dueAt(item, place) <= now) : [];
  if (!item || due.length === 0) {
    return 'not-due';
  }
  const willing = due.filter((place) => !health.isResting(place.name));
  if (willing.length === 0 || work.left() < LEAST_MS) {
    return 'resting';
  }
  if (item.claimedUntil > now) {
    return 'taken';
  }
  const claimed = await store.replace(kept, { ...item, claimedUntil: now + CLAIM_MS });
  return claimed?.item ? writeAll({ ...claimed, item: claimed.item }, willing, work) : 'taken';
}

async function writeAll(claimed: KeptItem, places: readonly Place[], work: Work): Promise<Delivery> {
  const { outbox } = work;
  const { item } = claimed;
  const known = await completed(item.report, work);
  const report = known instanceof KnowledgeLater ? item.report : known;
  const states: Record<string, PlaceState> = {};
  for (const place of places) {
    const before = stateOf(item, place);
    states[place.name] =
      known instanceof KnowledgeLater
        ? withoutKnowledge(place, before, known.code, item.report.callId, outbox)
        : await writePlace(place, { report, before }, work);
  }
  const settled = await settle(claimed, { report, states }, outbox);
  const isFirst = !Object.values(item.places).some(({ state }) => state === 'written');
  if (isFirst && Object.values(states).some(({ state }) => state === 'written')) {
    await outbox.written(report);
  }
  return settled;
}

async function completed(report: CallReport, { left, outbox }: Work): Promise<CallReport | KnowledgeLater> {
  try {
    const more = await outbox.complete(report, left());
    return more ? mergeReports(report, more) : report;
  } catch (error) {
    if (error instanceof KnowledgeLater) {
      return error;
    }
    throw error;
  }
}

function withoutKnowledge(
  place: Place,
  before: PlaceState,
  code: string,
  callId: string,
  outbox: Outbox,
): PlaceState {
  outbox.health.failed(place.name);
  outbox.log('warn', { event: `${place.name}-later`, code, callId });
  return postponed(before, code, outbox);
}
