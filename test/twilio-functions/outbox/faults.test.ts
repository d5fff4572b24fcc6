import { describe, expect, it } from 'vitest';
import { accept } from '../../../twilio-functions/outbox/accept';
import type { CallReport } from '../../../twilio-functions/outbox/call-report';
import { sweep } from '../../../twilio-functions/outbox/sweep';
import type { SyncFault } from './fake-sync';
import { openCalls, openOutboxStage, type OutboxStage } from './outbox-stage';
import { firstOf, lastOf, miitelCall, twilioCall } from './sample-calls';

const FAULTS: SyncFault[] = [429, 500, 'silent-before', 'silent-after'];
const [analysis, minutes] = miitelCall(1);
const CALLS: Record<string, CallReport[]> = {
  'a call of Twilio': twilioCall(1),
  'a call of MiiTel, one part doubled': [analysis, minutes, analysis].map((part) => part ?? firstOf([])),
};

/** As senders do: a part that could not be kept is sent again. */
async function send(part: CallReport, stage: OutboxStage): Promise<void> {
  for (let tried = 0; tried < 5; tried += 1) {
    try {
      await stage.clock.run(accept(part, stage.another()));
      return;
    } catch {
      await stage.clock.pass(1000);
    }
  }
}

async function live(parts: CallReport[], stage: OutboxStage): Promise<void> {
  for (const part of parts) await send(part, stage);
}

async function recover(stage: OutboxStage): Promise<void> {
  stage.fake.fault = () => undefined;
  for (let round = 0; round < 4; round += 1) {
    await stage.clock.pass(3_700_000);
    await stage.clock.run(sweep({ outbox: stage.another(), sync: stage.sync }));
  }
}

async function undisturbed(parts: CallReport[]) {
  const stage = openOutboxStage();
  await live(parts, stage);
  return { row: stage.log.rows.get(lastOf(parts).callId), requests: stage.fake.requests.length };
}

describe.each(Object.entries(CALLS))('%s', (_name, parts) => {
  it('has its one whole row after every fault of Sync at every step', async () => {
    const { row, requests } = await undisturbed(parts);
    let tried = 0;
    for (let step = 1; step <= requests + 2; step += 1) {
      for (const fault of FAULTS) {
        for (const lasts of [1, 7]) {
          const stage = openOutboxStage(step);
          let at = 0;
          stage.fake.fault = () => {
            at += 1;
            return at >= step && at < step + lasts ? fault : undefined;
          };
          await live(parts, stage);
          await recover(stage);
          expect([...stage.log.rows.values()], `${fault} at ${step}, ${lasts} times`).toEqual([row]);
          expect(openCalls(stage), `${fault} at ${step}, ${lasts} times`).toBe(0);
          tried += 1;
        }
      }
    }
    console.log(`${tried} faults of Sync`);
  });

  it('has its one whole row after every fault of kintone, and costs four requests at most', async () => {
    const { row } = await undisturbed(parts);
    for (const fault of ['later', 'lost', 'hung'] as const) {
      for (const lasts of [1, 2]) {
        const stage = openOutboxStage();
        stage.log.takes = fault === 'hung' ? 60_000 : 30;
        stage.log.come = () => {
          if (stage.log.writes.length > lasts) return { is: 'written' };
          return fault === 'lost' ? 'lost' : { is: 'later', code: 'kintone-unavailable' };
        };
        await live(parts, stage);
        stage.log.takes = 30;
        await recover(stage);
        expect([...stage.log.rows.values()], fault).toEqual([row]);
        expect(openCalls(stage), fault).toBe(0);
        if (lasts === 1)
          expect(stage.log.writes.length + stage.customerQuestions, fault).toBeLessThanOrEqual(4);
      }
    }
  });
});
