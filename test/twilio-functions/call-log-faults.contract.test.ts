import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nameOf } from '../../twilio-functions/outbox/store';
import { type CallLogStage, openCallLogStage, recover, type Row } from './call-log-stage';
import { type Fault, FAULTS, type FaultyWay, openFaultyWay } from './faulty-way';
import { miitelFixture } from './outbox/vendors';
import { referenceOf } from './rep-at-phone';
import { calleeEvent, CALLEE_LEG, dialAction, REP_LEG, repLegEvent } from './reports/call-events';
import { postWebhook } from './stage';

type Service = 'kintone' | 'twilio';

/** One call, and what happens to which of the requests that are made for it. */
interface Case {
  callId: string;
  number: string;
  service: Service;
  /** The first request of this service that is struck, from 1; 0: none. */
  step: number;
  fault: Fault;
  lasts: number;
  seen: Record<Service, number>;
  struck: number;
  send: () => Promise<void>;
}

type Hit = Pick<Case, 'service' | 'step' | 'fault' | 'lasts'>;

/** Requests in a row; of Sync more than one request is tried, so that the sender, too, must try again. */
const OUTAGES: Record<Service, number> = { kintone: 2, twilio: 6 };
const AT_ONCE = 75;

let stage: CallLogStage;
const ways: FaultyWay[] = [];
const cases: Case[] = [];

function strike(service: Service, request: string): Fault | undefined {
  const found = cases.find(({ callId, number }) =>
    [callId, nameOf(callId), number].some((mark) => request.includes(mark)),
  );
  if (!found) return undefined;
  found.seen[service] += 1;
  const at = found.seen[service];
  if (service !== found.service || found.step === 0) return undefined;
  if (at < found.step || at >= found.step + found.lasts) return undefined;
  found.struck += 1;
  return found.fault;
}

beforeAll(async () => {
  stage = await openCallLogStage({
    between: async (service, origin) => {
      const way = await openFaultyWay(origin, (request) => strike(service, request));
      ways.push(way);
      return way.origin;
    },
  });
});
afterAll(async () => {
  await stage.stop();
  await Promise.all(ways.map((way) => way.stop()));
});

/** As senders do: what is answered with 5xx, or not at all, is sent again. */
async function untilTaken(send: () => Promise<{ status: number }>): Promise<void> {
  for (let tried = 0; tried < 10; tried += 1) {
    if ((await send()).status < 500) return;
  }
}

function miitelCase(number: string): Pick<Case, 'callId' | 'send'> {
  const body = miitelFixture('analysis', cases.length + 1);
  Object.assign(body.call.details[0] ?? {}, { to_number: number });
  return {
    callId: `miitel:${body.call.id}`,
    send: () =>
      untilTaken(() =>
        fetch(`${stage.functions.origin}/miitel-webhook`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${stage.world.miitelSecret}`,
          },
          body: JSON.stringify(body),
        }),
      ),
  };
}

function twilioCase(number: string): Pick<Case, 'callId' | 'send'> {
  const [repLeg, calleeLeg] = [randomBytes(16), randomBytes(16)].map((bytes) => `CA${bytes.toString('hex')}`);
  const query = `c=${referenceOf({ app: null, record: null, name: '佐藤 花子' })}`;
  const post = (path: string, { c, ...event }: Record<string, string>) => {
    const own = JSON.stringify(event)
      .replaceAll(REP_LEG, repLeg ?? '')
      .replaceAll(CALLEE_LEG, calleeLeg ?? '')
      .replaceAll('+81312345601', `+81${number.slice(1)}`);
    const params = JSON.parse(own) as Record<string, string>;
    return untilTaken(() => postWebhook(stage, path, params, c === undefined ? {} : { query }));
  };
  return {
    callId: `twilio:${repLeg}`,
    async send() {
      await post('/call-status', calleeEvent('initiated', 0));
      await post('/call-status', calleeEvent('in-progress', 13));
      await Promise.all([
        post('/call-status', calleeEvent('completed', 204, { CallDuration: '191' })),
        post('/dial-ended', dialAction('completed', { DialCallDuration: '191' })),
        post('/call-status', repLegEvent('completed', 205, { CallDuration: '205' })),
      ]);
    },
  };
}

function addCase(kind: typeof miitelCase, hit: Hit): Case {
  const number = `0355${String(100_000 + cases.length)}`;
  const made = {
    ...kind(number),
    number: number.slice(1),
    ...hit,
    seen: { kintone: 0, twilio: 0 },
    struck: 0,
  };
  cases.push(made);
  return made;
}

/**
 * Every request to kintone with every fault, and every other pair of a request to Sync and a fault: all of those are
 * tried in outbox/faults.test.ts.
 */
function hitsOn(seen: Case['seen'] = { kintone: 0, twilio: 0 }): Hit[] {
  return (['kintone', 'twilio'] as const).flatMap((service) =>
    Array.from({ length: seen[service] }, (_, step) => step + 1).flatMap((step) =>
      FAULTS.filter((_, which) => service === 'kintone' || (step + which) % 2 === 0).map((fault) => ({
        service,
        step,
        fault,
        lasts: fault === 'time-out' || step % 3 === 0 ? 1 : OUTAGES[service],
      })),
    ),
  );
}

/** What is the same for all calls of a kind. */
function contentOf(row: Row | undefined): Row {
  const own = new Set(['call_id', 'phone_number', 'source_url']);
  return Object.fromEntries(
    Object.entries(row ?? {}).filter(([code]) => /^[a-z]/.test(code) && !own.has(code)),
  );
}

const rowsWith = (callId: string) => stage.rows().filter((row) => row.call_id === callId);

it(
  'has one whole row for every call, whatever happens to any request that is made for it',
  { timeout: 90_000 },
  async () => {
    const kinds = [miitelCase, twilioCase];
    const undisturbed = kinds.map((kind) =>
      addCase(kind, { service: 'twilio', step: 0, fault: '500', lasts: 0 }),
    );
    for (const one of undisturbed) await one.send();
    const expected = undisturbed.map(({ callId }) => contentOf(rowsWith(callId)[0]));
    expect(expected).toMatchObject([
      { source: 'MiiTel', result: '応答' },
      { source: 'Twilio', result: '応答' },
    ]);

    const hits = kinds.flatMap((kind, at) => hitsOn(undisturbed[at]?.seen).map((hit) => ({ ...hit, kind })));
    const disturbed = hits.map(({ kind, ...hit }) => ({ ...addCase(kind, hit), kind }));
    for (let at = 0; at < disturbed.length; at += AT_ONCE)
      await Promise.all(disturbed.slice(at, at + AT_ONCE).map(({ send }) => send()));
    await recover(stage);

    for (const { callId, kind, service, step, fault, lasts } of disturbed)
      expect(rowsWith(callId).map(contentOf), `${service} ${fault} at ${step}, ${lasts} times`).toEqual([
        expected[kinds.indexOf(kind)],
      ]);
    expect(stage.rows()).toHaveLength(cases.length);
    const struck = cases.filter((one) => one.struck > 0).length;
    console.log(`${disturbed.length} faults in ${struck} calls, ${stage.rows().length} rows`);
    expect(struck).toBeGreaterThan(disturbed.length * 0.9);
    expect(stage.output()).not.toMatch(/unhandled|uncaught/);
  },
);
