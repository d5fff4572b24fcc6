import { describe, expect, it } from 'vitest';
import { DELIVERY_KINDS, makeDeliveries } from '../../../sandbox/miitel/deliveries';
import { analysisShape, meetingShape, minutesShape } from './vendor-shapes';

const SHAPES = {
  analysis: analysisShape,
  minutes: minutesShape,
  meeting: meetingShape,
  challenge: analysisShape,
};

const WISHES = [
  {},
  { customer: { number: null } },
  { customer: { number: '0521234507', name: '高橋 美咲', company: '北山製作所' }, talkSeconds: 1 },
];

const details = (kind: (typeof DELIVERY_KINDS)[number], wishes = {}) =>
  makeDeliveries(kind, wishes).call?.details ?? [];

describe('what MiiTel delivers', () => {
  it.each(DELIVERY_KINDS)('%s: is as the vendor’s schemas say', (kind) => {
    for (const wishes of WISHES) {
      for (const { event, body } of makeDeliveries(kind, wishes).deliveries) {
        expect(SHAPES[event].safeParse(body).error).toBeUndefined();
      }
    }
  });

  it('never has the same id twice, and one call has one id', () => {
    const made = [makeDeliveries('doubled'), makeDeliveries('doubled')];
    const ids = made.map(({ deliveries }) =>
      deliveries.map(
        ({ body }) => (body.call as { id: string; details: Array<{ id: string }> }).details[0]?.id,
      ),
    );
    expect(ids.map((all) => new Set(all).size)).toEqual([1, 1]);
    expect(ids[0]?.[0]).toBe(made[0]?.call?.id);
    expect(ids[0]?.[0]).not.toBe(ids[1]?.[0]);
  });

  it('is an outgoing call of the rep to the customer', () => {
    const [part] = details('call', { endedAt: Date.parse('2026-11-20T04:43:26Z'), talkSeconds: 191 });
    expect(part).toMatchObject({
      call_type: 'OUTGOING_CALL',
      from_number: '05012345678',
      to_number: '0312345601',
      dial_starts_at: '2026-11-20T04:40:02+00:00',
      dial_answered_at: '2026-11-20T04:40:15+00:00',
      dial_ends_at: '2026-11-20T04:43:26+00:00',
      participants: [
        { from_to: 'FROM', login_id: 'sato.hanako@sandbox.example' },
        { from_to: 'TO', login_id: null, name: null, company_name: null },
      ],
    });
  });

  it('has nothing to analyse in a call nobody answered', () => {
    const { deliveries } = makeDeliveries('unanswered');
    expect(deliveries).toHaveLength(1);
    expect(deliveries[0]?.body).toMatchObject({
      call: { details: [{ dial_answered_at: null, analysis: null, phrases: [] }] },
    });
  });

  it('turns the sides around when the customer calls, also without a number', () => {
    const [part] = details('incoming', { customer: { number: null } });
    expect(part).toMatchObject({
      call_type: 'INCOMING_CALL',
      from_number: null,
      to_number: '05012345678',
      participants: [
        { from_to: 'FROM', login_id: null },
        { from_to: 'TO', name: '佐藤 花子' },
      ],
    });
  });

  it('chains the parts of a transferred call, each with its minutes', () => {
    const [first, second] = details('transfer');
    expect(second).toMatchObject({ call_type: 'EXTENSION_TRANSFER', previous_id: first?.id });
    expect(second?.participants[1]).toMatchObject({ login_id: 'suzuki.ichiro@sandbox.example' });
    expect(first?.dial_ends_at).toBe(second?.dial_starts_at);
    const parsed = minutesShape.parse(makeDeliveries('transfer').deliveries[1]?.body);
    expect(new Set(parsed.call.details.map(({ minutes }) => minutes)).size).toBe(2);
  });
});
