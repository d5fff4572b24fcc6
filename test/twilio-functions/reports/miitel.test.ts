import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallReport } from '../../../twilio-functions/outbox/call-report';
import { mergeReports, sameReport } from '../../../twilio-functions/outbox/merge';
import { rowOf } from '../../../twilio-functions/outbox/row';
import { type Body, fixture, read } from './miitel-fixtures';

function reportOf(body: Body): CallReport {
  const delivery = read(body);
  if (delivery.is !== 'call') {
    throw new Error(`not a call: ${JSON.stringify(delivery)}`);
  }
  return delivery.report;
}

const row = (...bodies: Body[]) =>
  rowOf(bodies.map(reportOf).reduce(mergeReports), 'https://example.cybozu.com');
const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

describe('a delivery of MiiTel', () => {
  it('is one row, of analysis and minutes together', () => {
    expect(row(fixture('analysis'), fixture('minutes'))).toEqual({
      call_id: `miitel:${idOf(1)}`,
      source: 'MiiTel',
      direction: '発信',
      result: '応答',
      phone_number: '03-1234-5601',
      from_number: '050-1234-5678',
      company: '株式会社みなと商事',
      contact: '山田 太郎',
      customer_app: '',
      customer_record: '',
      customer_url: '',
      rep: [{ code: 'sato.hanako' }],
      rep_name: '佐藤 花子',
      started_at: '2026-11-20T04:40:02Z',
      answered_at: '2026-11-20T04:40:15Z',
      ended_at: '2026-11-20T04:43:26Z',
      duration: '191',
      summary: '■ 要点\n・見積もりは二案。来週の定例で説明する。\n■ 次にすること\n・佐藤が資料を送る。',
      source_url: `https://sandbox.miitel.example/app/calls/${idOf(1)}`,
    });
  });

  it('may be a call that nobody answered', () => {
    expect(row(fixture('unanswered'))).toMatchObject({
      result: '応答なし',
      answered_at: '',
      duration: '',
      phone_number: '052-123-4507',
      ended_at: '2026-11-20T05:00:30Z',
    });
  });

  it('may be a customer who calls', () => {
    expect(row(fixture('incoming'))).toMatchObject({
      direction: '着信',
      phone_number: '06-1234-8820',
      from_number: '050-1234-5678',
      contact: '小林 誠',
      rep: [{ code: 'sato.hanako' }],
    });
  });

  it('may be a call that a machine dialled', () => {
    expect(row(fixture('predictive-dial'))).toMatchObject({
      direction: '発信',
      phone_number: '045-123-9034',
      rep_name: '鈴木 一郎',
      duration: '724',
    });
  });

  it('may be a call in several parts: the first is the call, the others say what became of it', () => {
    expect(row(fixture('transfers'), fixture('transfers-minutes'))).toMatchObject({
      call_id: `miitel:${idOf(5)}`,
      direction: '着信',
      result: '応答',
      phone_number: '092-123-6612',
      company: 'はるか食品',
      rep: [{ code: 'sato.hanako' }],
      started_at: '2026-11-20T06:00:00Z',
      answered_at: '2026-11-20T06:00:25Z',
      ended_at: '2026-11-20T06:09:00Z',
      summary: '■ 佐藤\n・価格の問い合わせ。\n\n■ 鈴木\n・導入の時期を相談。',
    });
  });

  it('is the same call when only a later part of it is delivered', () => {
    const part = fixture('transfers-minutes');
    part.call.details = part.call.details.slice(2);
    expect(row(part).call_id).toBe(`miitel:${idOf(5)}`);
    expect(row(fixture('transfers'), part)).toEqual(row(part, fixture('transfers')));
    expect(row(fixture('transfers'), part)).toMatchObject({
      direction: '着信',
      phone_number: '092-123-6612',
    });
  });

  it('is named by its first part where the call has another id', () => {
    const body = fixture('transfers');
    body.call.id = idOf(99);
    expect(reportOf(body).callId).toBe(`miitel:${idOf(5)}`);
  });

  it.each(['AUTOMATIC_TRANSFER', 'TYPE_OF_NEXT_YEAR'])(
    'is read whatever the type of the call: %s',
    (type) => {
      const body = fixture('incoming');
      Object.assign(body.call.details[0] ?? {}, { call_type: type });
      expect(row(body)).toMatchObject({ direction: '着信', phone_number: '06-1234-8820' });
    },
  );

  it('never counts a queue or a menu as an answer', () => {
    const body = fixture('transfers');
    body.call.details = body.call.details.slice(0, 2);
    expect(row(body).result).toBe('応答なし');
    expect(row(body, fixture('transfers')).result).toBe('応答');
  });

  it('keeps a number that is none of the dial plan, and says 非通知 where there is none', () => {
    const from = (number: unknown) => {
      const body = fixture('incoming');
      Object.assign(body.call.details[0] ?? {}, { from_number: number });
      return row(body).phone_number;
    };
    expect(from('12025550100')).toBe('12025550100');
    expect(from(null)).toBe('非通知');
    expect(from('<b>03</b>')).toBe('非通知');
  });

  it.each(['transfers', 'analysis', 'unanswered'])(
    'is one report in any order of parts and doubled: %s',
    (name) => {
      const body = fixture(name);
      const whole = reportOf(body);
      const minutes = name === 'transfers' ? reportOf(fixture('transfers-minutes')) : whole;
      const both = mergeReports(whole, minutes);
      fc.assert(
        fc.property(
          fc.shuffledSubarray(body.call.details, { minLength: body.call.details.length }),
          (details) => {
            const shuffled = reportOf({ ...body, call: { ...body.call, details } });
            return sameReport([minutes, shuffled, minutes, whole].reduce(mergeReports), both);
          },
        ),
      );
    },
  );

  it('may carry whatever else the vendor or the admin adds', () => {
    const body = fixture('analysis');
    Object.assign(body, { tenant: { note: 1 }, toString: 'x' });
    Object.assign(body.call.details[0] ?? {}, { sentiment: { score: [1] }, participants_v2: [] });
    expect(row(body)).toEqual(row(fixture('analysis')));
  });

  it('may leave out what is not used', () => {
    const bare = { id: 'a', call_type: 'OUTGOING_CALL', dial_starts_at: '2026-11-20T04:40:02+00:00' };
    const details = [{ ...bare, dial_answered_at: null, dial_ends_at: '2026-11-20T04:40:32.5+00:00' }];
    expect(row({ call: { id: 'a', details } })).toMatchObject({
      result: '応答なし',
      rep: [],
      phone_number: '',
    });
  });
});
