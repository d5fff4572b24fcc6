import { describe, expect, it } from 'vitest';
import { RESULT_LABELS, type CallOutcome } from '../../../contracts/call-log';
import { statement, WEIGHT, type CallReport } from '../../../twilio-functions/outbox/call-report';
import { mergeReports } from '../../../twilio-functions/outbox/merge';
import { pack } from '../../../twilio-functions/outbox/minutes';
import { rowOf } from '../../../twilio-functions/outbox/row';

const ORIGIN = 'https://example.cybozu.com';
const CALL = 'twilio:CA0123456789abcdef0123456789abcdef';

type Said = Parameters<typeof statement>[2];
const said = (facts: Said): CallReport => statement(CALL, WEIGHT.settled, facts);
const row = (facts: Said) => rowOf(said(facts), ORIGIN);

const ANSWERED: Said = {
  source: 'twilio',
  direction: 'outgoing',
  outcome: 'answered',
  phoneNumber: '+81312345601',
  fromNumber: '+815012345678',
  startedAt: '2026-11-20T04:40:02Z',
  answeredAt: '2026-11-20T04:40:15Z',
  endedAt: '2026-11-20T04:43:26Z',
  talkSeconds: 191,
  rep: 'sato.hanako',
  repName: '佐藤 花子',
  customer: { match: 'one', app: '1', record: '128', company: '株式会社みなと商事', contact: '山田 太郎' },
};

describe('the row of a call', () => {
  it('is complete for an answered call', () => {
    expect(row(ANSWERED)).toEqual({
      call_id: CALL,
      source: 'Twilio',
      direction: '発信',
      result: '応答',
      phone_number: '03-1234-5601',
      from_number: '050-1234-5678',
      company: '株式会社みなと商事',
      contact: '山田 太郎',
      customer_app: '1',
      customer_record: '128',
      customer_url: `${ORIGIN}/k/1/show#record=128`,
      rep: [{ code: 'sato.hanako' }],
      rep_name: '佐藤 花子',
      started_at: '2026-11-20T04:40:02Z',
      answered_at: '2026-11-20T04:40:15Z',
      ended_at: '2026-11-20T04:43:26Z',
      duration: '191',
      summary: '',
      source_url: '',
    });
  });

  it('is empty, and whole, for a call of which nothing is known', () => {
    const { call_id: callId, rep, ...others } = row({});
    expect(callId).toBe(CALL);
    expect(rep).toEqual([]);
    expect(new Set(Object.values(others))).toEqual(new Set(['']));
  });

  it.each(Object.entries(RESULT_LABELS) as Array<[CallOutcome, string]>)('calls %s %s', (outcome, label) => {
    expect(row({ ...ANSWERED, outcome }).result).toBe(label);
  });

  it.each([
    ['answered', '191', '2026-11-20T04:40:15Z'],
    ['forwarded', '191', '2026-11-20T04:40:15Z'],
    ['no-answer', '', ''],
    ['busy', '', ''],
    ['failed', '', ''],
    ['canceled', '', ''],
    ['announced', '', ''],
  ] as const)('has time of talk only where somebody talked: %s', (outcome, duration, answeredAt) => {
    expect(row({ ...ANSWERED, outcome })).toMatchObject({ duration, answered_at: answeredAt });
  });

  it.each([
    ['as the source counts it', { talkSeconds: 190 }, '190'],
    ['from answer to end', { talkSeconds: undefined }, '191'],
    ['zero', { talkSeconds: 0 }, '0'],
    ['unknown without an end', { talkSeconds: undefined, endedAt: undefined }, ''],
    ['unknown when the clock ran backwards', { talkSeconds: undefined, endedAt: '2026-11-20T04:00:00Z' }, ''],
  ])('counts 通話時間 %s', (_name, facts, duration) => {
    expect(row({ ...ANSWERED, ...facts }).duration).toBe(duration);
  });

  it.each([
    ['+81312345601', '03-1234-5601'],
    ['+819012345678', '090-1234-5678'],
    ['+12025550100', '+12025550100'],
    ['5001', '5001'],
    [null, '非通知'],
    [undefined, ''],
  ])('writes the number %s as %s', (phoneNumber, text) => {
    expect(row({ phoneNumber }).phone_number).toBe(text);
  });

  it.each([
    [{ match: 'none' }, '', '（該当する顧客なし）'],
    [{ match: 'several', count: 2 }, '', '（該当する顧客が2件）'],
    [{ match: 'several', count: 2 }, 'みなと商事', 'みなと商事（該当する顧客が2件）'],
    [{ match: 'none' }, 'みなと商事', 'みなと商事（該当する顧客なし）'],
    [undefined, 'みなと商事', 'みなと商事'],
  ] as const)('says whose customer it is not: %j', (customer, companySaid, company) => {
    expect(row({ customer, companySaid })).toMatchObject({ company, customer_url: '', customer_record: '' });
  });

  it('prefers the customer record to what the source says', () => {
    expect(row({ ...ANSWERED, companySaid: 'ミナト', contactSaid: 'ヤマダ' })).toMatchObject({
      company: '株式会社みなと商事',
      contact: '山田 太郎',
    });
    expect(row({ contactSaid: 'ヤマダ' }).contact).toBe('ヤマダ');
  });

  it('joins the minutes of a call in parts, in the order of the parts', () => {
    const minutes = (at: string, text: string) => ({ at, packed: pack(text) });
    const parts = mergeReports(
      said({ 'minutes:b': minutes('2026-11-20T04:40:00Z', '前半') }),
      said({ 'minutes:a': minutes('2026-11-20T04:50:00Z', '後半') }),
    );
    expect(rowOf(parts, ORIGIN).summary).toBe('前半\n\n後半');
  });

  it('leaves out minutes that cannot be read', () => {
    expect(row({ 'minutes:a': { at: '2026-11-20T04:40:00Z', packed: '%%%' } }).summary).toBe('');
  });

  it.each(['incoming', 'outgoing'] as const)('labels an %s call of MiiTel', (direction) => {
    expect(row({ source: 'miitel', direction })).toMatchObject({
      source: 'MiiTel',
      direction: direction === 'incoming' ? '着信' : '発信',
    });
  });
});
