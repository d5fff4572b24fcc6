import { expect } from 'vitest';
import type { CallSummary, Faults, Policy } from '../../sandbox/twilio/index';

/** The callee and the Twilio stand-in, by its control interface. */
export class Callee {
  constructor(private readonly twilio: string) {}

  async calls(): Promise<CallSummary[]> {
    const answer = await fetch(`${this.twilio}/sandbox/calls`);
    return (await answer.json()) as CallSummary[];
  }

  async call(callSid: string): Promise<CallSummary | undefined> {
    return (await this.calls()).find((call) => call.callSid === callSid);
  }

  /** The newest call that is not over. */
  async current(): Promise<CallSummary | undefined> {
    return (await this.calls()).filter((call) => !call.endedAt).at(-1);
  }

  async liveCalls(): Promise<number> {
    return (await this.calls()).filter((call) => !call.endedAt).length;
  }

  /** Waits until the callee's phone rings, at most 15 s. */
  async rings(): Promise<CallSummary> {
    let ringing: CallSummary | undefined;
    await expect
      .poll(
        async () => {
          ringing = (await this.calls())
            .filter(
              // The rep's own leg is `ringing` before the callee is dialled at all.
              ({ status, calleeCallSid }) => status === 'ringing' && calleeCallSid !== null,
            )
            .at(-1);
          return ringing !== undefined;
        },
        { timeout: 15_000, message: 'the callee’s phone never rang: the customer was not reached' },
      )
      .toBe(true);
    return ringing as unknown as CallSummary;
  }

  async answers(): Promise<CallSummary> {
    const call = await this.rings();
    await this.act(call.callSid, 'answer');
    return call;
  }

  async act(callSid: string, what: 'answer' | 'busy' | 'no-answer' | 'hang-up'): Promise<void> {
    await this.post(`/sandbox/calls/${callSid}/${what}`);
  }

  async policy(policy: Policy): Promise<void> {
    await this.post('/sandbox/policy', policy);
  }

  /** Replaces all faults of the Twilio stand-in; `{}` makes everything well again. */
  async faults(faults: Faults): Promise<void> {
    await this.post('/sandbox/faults', faults);
  }

  private async post(path: string, body?: unknown): Promise<void> {
    const answer = await fetch(`${this.twilio}${path}`, {
      method: 'POST',
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    if (!answer.ok) {
      throw new Error(`POST ${path} answered ${answer.status}: ${await answer.text()}`);
    }
  }
}
