import { describe, expect, it } from 'vitest';
import { Refused } from '../../../twilio-functions/http/refused';
import { FAILURES_A_MINUTE, FailedProofs } from '../../../twilio-functions/sign-in/failed-proofs';

const refuse = (code: 'sign-in-refused' | 'kintone-unavailable') => () => Promise.reject(new Refused(code));

async function failTimes(
  proofs: FailedProofs,
  times: number,
  now: number,
  code: Parameters<typeof refuse>[0],
) {
  for (let time = 0; time < times; time += 1) {
    await proofs.attempt(() => now, refuse(code)).catch(() => undefined);
  }
}

describe('failed proofs', () => {
  it('are limited a minute', async () => {
    const proofs = new FailedProofs();
    await failTimes(proofs, FAILURES_A_MINUTE, 0, 'sign-in-refused');
    let asked = false;
    const work = async () => {
      asked = true;
    };
    await expect(proofs.attempt(() => 59_999, work)).rejects.toThrow('too-many-attempts');
    expect(asked).toBe(false);
    await proofs.attempt(() => 60_000, work);
    expect(asked).toBe(true);
  });

  it('are counted while they are open', async () => {
    const proofs = new FailedProofs();
    let end: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => {
      end = resolve;
    });
    const open = Array.from({ length: FAILURES_A_MINUTE }, () =>
      proofs.attempt(
        () => 0,
        () => slow,
      ),
    );
    await expect(
      proofs.attempt(
        () => 0,
        () => slow,
      ),
    ).rejects.toThrow('too-many-attempts');
    end();
    await Promise.all(open);
    await proofs.attempt(
      () => 0,
      () => slow,
    );
  });

  it('do not include good ones, or a kintone that is down', async () => {
    const proofs = new FailedProofs();
    await failTimes(proofs, FAILURES_A_MINUTE, 0, 'kintone-unavailable');
    for (let time = 0; time < FAILURES_A_MINUTE * 2; time += 1) {
      await proofs.attempt(
        () => 0,
        async () => undefined,
      );
    }
  });
});
