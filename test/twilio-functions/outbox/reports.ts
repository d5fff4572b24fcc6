import fc from 'fast-check';
import type { CallReport, ReportFacts } from '../../../twilio-functions/outbox/call-report';
import { pack } from '../../../twilio-functions/outbox/minutes';

const time = fc
  .integer({ min: 0, max: 3_000_000_000 })
  .map((s) => new Date(s * 1000).toISOString().replace('.000Z', 'Z'));
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom('佐藤 花子', '株式会社みなと商事'),
);
const id = fc.integer({ min: 1, max: 99 }).map(String);

const VALUES: Record<string, fc.Arbitrary<unknown>> = {
  source: fc.constantFrom('twilio', 'miitel'),
  direction: fc.constantFrom('outgoing', 'incoming'),
  outcome: fc.constantFrom('answered', 'no-answer', 'busy', 'failed', 'canceled', 'announced', 'forwarded'),
  phoneNumber: fc.constantFrom('+81312345601', '+81521234507', '5001', null),
  fromNumber: fc.constant('+815012345678'),
  startedAt: time,
  answeredAt: time,
  endedAt: time,
  talkSeconds: fc.nat(4000),
  rep: text,
  repName: text,
  repMail: text,
  dialledFrom: fc.record({ app: id, record: id }),
  customer: fc.oneof(
    fc.record({ match: fc.constant('one'), app: id, record: id, company: text, contact: text }),
    fc.record({ match: fc.constant('several'), count: fc.integer({ min: 2, max: 10 }) }),
    fc.constant({ match: 'none' }),
  ),
  companySaid: text,
  contactSaid: text,
  sourceUrl: fc.webUrl(),
  repLegEnded: fc.constant(true),
  calleeLegEnded: fc.constant(true),
  dialEnded: fc.constant(true),
  'minutes:a': fc.record({ at: time, packed: text.map(pack) }),
  'minutes:b': fc.record({ at: time, packed: text.map(pack) }),
};

const facts = fc.record(
  Object.fromEntries(
    Object.entries(VALUES).map(([name, value]) => [
      name,
      fc.record({ value, weight: fc.constantFrom(1, 2, 3, 4) }),
    ]),
  ),
  { requiredKeys: [] },
) as fc.Arbitrary<unknown> as fc.Arbitrary<ReportFacts>;

/** Any report of one and the same call. */
export const anyReport: fc.Arbitrary<CallReport> = facts.map((known) => ({
  callId: 'twilio:CA1',
  facts: known,
}));
