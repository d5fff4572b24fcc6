import type { CallReport, Fact, ReportFacts } from './call-report';
import { canonicalJson } from './canonical-json';

/**
 * What two reports of one call know together, fact by fact: the heavier one, and of two that weigh the same, the one
 * whose JSON is the larger text. A choice by a fixed total order, so reports may come in any order, doubled, and
 * merged in any grouping. Throws TypeError for reports of two calls.
 */
export function mergeReports(left: CallReport, right: CallReport): CallReport {
  if (left.callId !== right.callId) {
    throw new TypeError('reports of two calls do not merge');
  }
  const facts: Record<string, Fact<unknown> | undefined> = { ...left.facts };
  for (const [name, fact] of Object.entries(right.facts)) {
    const known = Object.hasOwn(facts, name) ? facts[name] : undefined;
    facts[name] = known && fact ? stronger(known, fact) : (known ?? fact);
  }
  return { callId: left.callId, facts: facts as ReportFacts };
}

/** Whether two reports say the same. */
export function sameReport(left: CallReport, right: CallReport): boolean {
  return canonicalJson(left) === canonicalJson(right);
}

function stronger(left: Fact<unknown>, right: Fact<unknown>): Fact<unknown> {
  if (left.weight !== right.weight) {
    return left.weight > right.weight ? left : right;
  }
  return canonicalJson(left.value) >= canonicalJson(right.value) ? left : right;
}
