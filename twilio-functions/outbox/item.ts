import * as z from 'zod/mini';
import type { CallReport, ReportFacts } from './call-report';
import { mergeReports } from './merge';
import type { Place } from './places/place';

const weight = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
const fact = z.object({ value: z.unknown(), weight });

const placeState = z.object({
  state: z.enum(['due', 'written', 'dead', 'dropped']),
  /** Hash of what was last written there, or last refused for good. */
  hash: z.nullable(z.string()),
  /** Failures in a row. */
  attempts: z.number(),
  /** Not before this, ms since 1970. */
  nextAt: z.number(),
  code: z.nullable(z.string()),
  /** Fields that the place refused and that are left out. */
  without: z.array(z.string()),
});

export type PlaceState = z.output<typeof placeState>;

const itemSchema = z.object({
  report: z.object({ callId: z.string(), facts: z.record(z.string(), fact) }),
  /** When the first part of it was kept, ms since 1970. */
  keptAt: z.number(),
  /** When an end of the call was first known. */
  endKnownAt: z.nullable(z.number()),
  /** Whether it stands in the index of what is unfinished. */
  open: z.boolean(),
  /** The revision of its index entry. */
  indexed: z.nullable(z.string()),
  /** Somebody is writing it until then, ms since 1970. */
  claimedUntil: z.number(),
  places: z.record(z.string(), placeState),
});

/** One call in the outbox. */
export interface OutboxItem extends Omit<z.output<typeof itemSchema>, 'report'> {
  report: CallReport;
}

/** The item in a document; undefined for a document that is spoilt. Facts are of the kinds that our readers make. */
export function readItem(data: unknown): OutboxItem | undefined {
  const parsed = z.safeParse(itemSchema, data).data;
  return (
    parsed && {
      ...parsed,
      report: { callId: parsed.report.callId, facts: parsed.report.facts as ReportFacts },
    }
  );
}

/** An end of the call is known: what is still to come takes at most this long, ms. */
const LATE_PARTS_MS = 5000;
/** Longer than any call lasts: MAX_CALL_MINUTES is at most four hours. */
const LONGEST_CALL_MS = 5 * 3_600_000;

const NEW_PLACE: PlaceState = {
  state: 'due',
  hash: null,
  attempts: 0,
  nextAt: 0,
  code: null,
  without: [],
};

/** An item with `report` in it at `now`; `item` is what was there before. */
export function withReport(item: OutboxItem | undefined, report: CallReport, now: number): OutboxItem {
  const merged = item ? mergeReports(item.report, report) : report;
  const { repLegEnded, calleeLegEnded, dialEnded } = merged.facts;
  const ended = Boolean(repLegEnded ?? calleeLegEnded ?? dialEnded);
  return {
    keptAt: now,
    open: false,
    indexed: null,
    claimedUntil: 0,
    places: {},
    ...item,
    report: merged,
    endKnownAt: item?.endKnownAt ?? (ended ? now : null),
  };
}

export function stateOf(item: OutboxItem, place: Place): PlaceState {
  return item.places[place.name] ?? NEW_PLACE;
}

/** Whether there is something to write that was neither written nor refused for good. */
export function isUnfinished(item: OutboxItem, place: Place): boolean {
  const state = stateOf(item, place);
  return place.render(item.report, state.without).hash !== state.hash;
}

/** When the call can be written, ms since 1970: once all of it is known, or nothing more will come. */
function settledAt({ report, keptAt, endKnownAt }: OutboxItem): number {
  const { source, repLegEnded, calleeLegEnded } = report.facts;
  if (source?.value === 'miitel' || (repLegEnded && calleeLegEnded)) {
    return 0;
  }
  return endKnownAt === null ? keptAt + LONGEST_CALL_MS : endKnownAt + LATE_PARTS_MS;
}

/** When `place` is to be written, ms since 1970; Infinity: it is finished. */
export function dueAt(item: OutboxItem, place: Place): number {
  return isUnfinished(item, place) ? Math.max(settledAt(item), stateOf(item, place).nextAt) : Infinity;
}

/** When the first of the places is to be written, ms since 1970; Infinity: the item is finished. */
export function nextDueAt(item: OutboxItem, places: readonly Place[]): number {
  return Math.min(...places.map((place) => dueAt(item, place)));
}
