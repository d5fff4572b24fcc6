import type { PackedMinutes, ReportFacts } from './call-report';
import type { OutboxItem } from './item';
import { packWithin, unpack } from './minutes';

/**
 * Characters for all minutes of a call. A Sync document holds 16 KiB, and everything else in it is short.
 * https://www.twilio.com/docs/sync/limits
 */
const MOST_MINUTES = 10_500;

/**
 * The item as it fits into a document: only minutes can be long, and are cut evenly, with a mark. The same item is
 * always cut the same, and what fits stays as it is.
 */
export function fitDocument(item: OutboxItem): OutboxItem {
  const minutes = Object.entries(item.report.facts).flatMap(([name, fact]) =>
    name.startsWith('minutes:') && fact
      ? [{ name, weight: fact.weight, ...(fact.value as PackedMinutes) }]
      : [],
  );
  if (minutes.reduce((sum, { packed }) => sum + packed.length, 0) <= MOST_MINUTES) {
    return item;
  }
  const share = Math.floor(MOST_MINUTES / minutes.length);
  const cut = minutes.map(({ name, weight, at, packed }) => {
    const fitting = packed.length <= share ? packed : packWithin(unpack(packed) ?? '', share);
    return [name, { value: { at, packed: fitting }, weight }];
  });
  const facts = { ...item.report.facts, ...Object.fromEntries(cut) } as ReportFacts;
  return { ...item, report: { ...item.report, facts } };
}
