import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { receiveSweep } from '../../../twilio-functions/outbox/receive-sweep';
import { receiveMiitel } from '../../../twilio-functions/reports/receive-miitel';
import { receiveCallStatus } from '../../../twilio-functions/reports/receive-twilio';
import {
  kintoneAsked,
  miitelFixture,
  requestOf,
  rowsOf,
  startVendors,
  type Vendors,
} from '../outbox/vendors';
import { calleeEvent } from './call-events';

let vendors: Vendors;
let run = 0;

beforeAll(async () => {
  vendors = await startVendors();
});
afterAll(() => vendors.stop());
beforeEach(() => {
  run += 1;
  for (const level of ['info', 'warn', 'error'] as const) vi.spyOn(console, level).mockReturnValue();
  vendors.kintone.reset();
  return () => vi.restoreAllMocks();
});

const SECRET = { authorization: 'Bearer a-secret-of-miitel-for-tests' };
const OPERATOR = { authorization: 'Bearer a-secret-of-the-operator' };
const deliver = (body: Record<string, unknown>, headers: Record<string, string> = SECRET) =>
  receiveMiitel(requestOf(body, headers), vendors.settings);
const sweepNow = () => receiveSweep(requestOf({}, OPERATOR), vendors.settings);

describe('who may deliver', () => {
  it.each([
    ['nobody without the secret', {}],
    ['nor with another', { authorization: 'Bearer another-secret-of-miitel' }],
    ['nor with a password', { authorization: 'Basic YTpi' }],
  ])('%s', async (_name, headers) => {
    const answer = await deliver(miitelFixture('analysis', run), headers as Record<string, string>);
    expect(answer).toMatchObject({ status: 401, body: { error: { code: 'secret-refused' } } });
    expect(rowsOf(vendors)).toEqual([]);
  });

  it('a challenge comes back as text, and nothing else comes of it', async () => {
    const answer = await deliver({ ...miitelFixture('analysis', run), challenge: 'abc-123' }, {});
    expect(answer).toMatchObject({ status: 200, body: 'abc-123', headers: { 'Content-Type': 'text/plain' } });
    expect(rowsOf(vendors)).toEqual([]);
    expect(kintoneAsked(vendors)).toBe(0);
  });

  it('says where a delivery is not what it must be', async () => {
    const body = miitelFixture('analysis', run);
    delete body.call.details[0]?.dial_starts_at;
    expect(await deliver(body)).toMatchObject({
      status: 400,
      body: { error: { code: 'bad-request', path: 'call.details[0].dial_starts_at' } },
    });
  });

  it.each(['meeting', 'internal-call'])('acknowledges by name what is not for the log: %s', async (name) => {
    expect(await deliver(miitelFixture(name, run))).toMatchObject({ status: 200, body: { ignored: name } });
    expect(kintoneAsked(vendors)).toBe(0);
  });

  it('nobody learns anything by a nudge, and a wrong secret is refused', async () => {
    expect(await receiveSweep(requestOf({}), vendors.settings)).toMatchObject({
      status: 200,
      body: { ok: true },
    });
    const wrong = requestOf({}, { authorization: 'Bearer wrong' });
    expect(await receiveSweep(wrong, vendors.settings)).toMatchObject({ status: 401 });
    expect(await sweepNow()).toMatchObject({ status: 200, body: { swept: true } });
  });

  it('503 asks Twilio and MiiTel to send again what could not be kept', async () => {
    vendors.twilio.setFaults({ rest: [{ path: '/v1/Services/', status: 500 }] });
    expect(await deliver(miitelFixture('analysis', run))).toMatchObject({
      status: 503,
      body: { error: { code: 'not-kept' } },
    });
    const fields = calleeEvent('completed', 1);
    expect(await receiveCallStatus({ settings: vendors.settings, fields })).toMatchObject({ status: 503 });
    vendors.twilio.setFaults({});
  });

  it('400 says that a callback is none', async () => {
    const answer = await receiveCallStatus({ settings: vendors.settings, fields: { CallSid: 'x' } });
    expect(answer).toMatchObject({ status: 400 });
  });
});
