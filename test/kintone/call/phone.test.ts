import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PhoneError } from '../../../kintone/call/phone-error';
import { createWorld, minato, type PhoneWorld } from './phone-world';

let world: PhoneWorld;

beforeEach(() => {
  vi.useFakeTimers();
  world = createWorld();
});
afterEach(() => {
  vi.useRealTimers();
});

const dial = async (target = minato): Promise<void> => {
  world.phone.send({ type: 'dial', target });
  await vi.advanceTimersByTimeAsync(0);
};
const answer = async (): Promise<void> => {
  await dial();
  world.say({ type: 'ringing' });
  world.say({ type: 'answered' });
};
const state = () => world.phone.snapshot().state;

describe('a call', () => {
  it('goes from the click to the end, and every step is a snapshot of plain data', async () => {
    const seen: unknown[] = [];
    world.phone.subscribe((snapshot) => seen.push(JSON.parse(JSON.stringify(snapshot))));
    await answer();
    await vi.advanceTimersByTimeAsync(11_000);
    world.phone.send({ type: 'hang-up' });
    expect(seen.map((snapshot) => (snapshot as { state: { name: string } }).state.name)).toEqual([
      'signing-in',
      'connecting',
      'ringing',
      'in-call',
      'ended',
    ]);
    expect(seen.at(-1)).toEqual({
      call: 1,
      target: minato,
      noAudio: false,
      state: { name: 'ended', reason: 'hung-up', seconds: 11 },
    });
    expect(world.requests[0]?.params).toEqual({ To: '+81312345601', App: '1', Record: '5' });
    expect(world.done).toEqual(['line hung up', 'microphone closed']);
  });

  it('is one call, however often and wherever one clicks', async () => {
    world.phone.send({ type: 'dial', target: minato });
    world.phone.send({ type: 'dial', target: minato });
    await dial({ ...minato, record: '6' });
    await answer();
    expect(world.requests).toHaveLength(1);
    expect(world.tokens, 'a click in a call asked for a token').toEqual(['get']);
    expect(world.phone.snapshot().target?.record).toBe('5');
  });

  it('keeps nothing of the call before', async () => {
    await dial();
    const [first] = world.requests;
    world.phone.send({ type: 'hang-up' });
    await dial({ ...minato, record: '6' });
    first?.listener({ type: 'answered' });
    first?.listener({ type: 'failed', code: 'connection-lost' });
    expect(state()).toEqual({ name: 'connecting' });
    expect(world.phone.snapshot()).toMatchObject({ call: 2, target: { record: '6' } });
  });

  it('stays cancelled when the token or the microphone comes too late', async () => {
    let late: (token: string) => void = () => undefined;
    world.answers.token = () => new Promise((resolve) => (late = resolve));
    await dial();
    world.phone.send({ type: 'hang-up' });
    late('token');
    await vi.advanceTimersByTimeAsync(0);
    expect(state()).toEqual({ name: 'ended', reason: 'cancelled' });
    expect(world.requests).toHaveLength(0);
    expect(world.done).toContain('microphone closed');
  });

  it.each([
    ['busy', 'busy'],
    ['no-answer', 'no-answer'],
    ['failed', 'unreachable'],
  ] as const)('tells what the page message says: %s', async (status, reason) => {
    await dial();
    world.say({ type: 'ringing' });
    world.say({ type: 'message', message: { kind: 'dial-ended', status } });
    world.say({ type: 'hung-up', by: 'unknown' });
    expect(state()).toEqual({ name: 'ended', reason });
  });

  it('tells that it reached the limit, and that nobody hung up', async () => {
    await answer();
    await vi.advanceTimersByTimeAsync(3_600_000);
    world.say({ type: 'message', message: { kind: 'dial-ended', status: 'completed', limitMinutes: 60 } });
    world.say({ type: 'hung-up', by: 'unknown' });
    expect(state()).toEqual({ name: 'ended', reason: 'time-limit', seconds: 3600, limitMinutes: 60 });
  });

  it('tells why the Functions refused', async () => {
    await dial();
    world.say({ type: 'message', message: { kind: 'refused', code: 'day-limit' } });
    expect(state()).toEqual({ name: 'ended', reason: 'failed', code: 'day-limit' });
  });

  it('tells that no audio arrives, and when it does again', async () => {
    await answer();
    world.say({ type: 'audio', arrives: false });
    expect(world.phone.snapshot().noAudio).toBe(true);
    world.say({ type: 'audio', arrives: true });
    expect(world.phone.snapshot().noAudio).toBe(false);
  });
});

describe('what fails before the call', () => {
  it.each(['mic-denied', 'mic-missing', 'mic-in-use'] as const)('%s', async (code) => {
    world.answers.microphone = async () => {
      throw new PhoneError(code);
    };
    await dial();
    expect(state()).toEqual({ name: 'ended', reason: 'failed', code });
    expect(world.requests).toHaveLength(0);
    world.answers.microphone = createWorld().answers.microphone;
    await dial();
    expect(state()).toEqual({ name: 'connecting' });
  });

  it('says at once that the rep is offline', async () => {
    world.answers.online = false;
    await dial();
    expect(state()).toMatchObject({ code: 'offline' });
    expect(world.tokens).toEqual([]);
  });

  it('gives what nobody foresaw a code as well', async () => {
    world.answers.token = async () => {
      throw new TypeError('surprise');
    };
    await dial();
    expect(state()).toMatchObject({ code: 'phone-failed' });
    expect(world.reports).toEqual([['phone-failed', new TypeError('surprise')]]);
  });

  it('puts every failure into the console once, and no other end', async () => {
    await dial();
    world.say({ type: 'failed', code: 'phone-failed', cause: 'what the SDK said' });
    world.say({ type: 'failed', code: 'connection-lost' });
    await dial();
    world.phone.send({ type: 'hang-up' });
    expect(world.reports).toEqual([['phone-failed', 'what the SDK said']]);
    expect(JSON.stringify(world.phone.snapshot())).not.toContain('what the SDK said');
  });
});

describe('a token that Twilio refuses', () => {
  it('is renewed once, and the call goes on', async () => {
    await dial();
    world.say({ type: 'token-refused' });
    await vi.advanceTimersByTimeAsync(0);
    expect(world.tokens).toEqual(['get', 'renew']);
    expect(world.requests).toHaveLength(2);
    world.say({ type: 'ringing' });
    expect(state()).toMatchObject({ name: 'ringing' });
  });

  it('is not renewed for ever', async () => {
    await dial();
    world.say({ type: 'token-refused' });
    await vi.advanceTimersByTimeAsync(0);
    world.say({ type: 'token-refused' });
    await vi.advanceTimersByTimeAsync(0);
    expect(state()).toMatchObject({ reason: 'failed', code: 'token-refused' });
    expect(world.requests).toHaveLength(2);
  });
});

describe('a token near its end', () => {
  it('is renewed in a call', async () => {
    await answer();
    world.tokenEnds();
    await vi.advanceTimersByTimeAsync(0);
    expect(world.done).toEqual(['line got token-2']);
  });

  it('is asked for once more when that fails, and the call goes on in any case', async () => {
    await answer();
    const works = world.answers.token;
    world.answers.token = async () => {
      throw new PhoneError('service-slow');
    };
    world.tokenEnds();
    await vi.advanceTimersByTimeAsync(1000);
    world.answers.token = works;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(world.tokens).toEqual(['get', 'renew', 'renew']);
    expect(world.done).toEqual(['line got token-3']);
    expect(world.reports).toEqual([]);

    world.answers.updateToken = () => {
      throw new Error('InvalidStateError');
    };
    world.tokenEnds();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(world.tokens).toHaveLength(5);
    expect(world.reports).toEqual([['phone-failed', new Error('InvalidStateError')]]);
    expect(world.state()).toBe('in-call');
  });

  it('is not renewed for a call that is over by then', async () => {
    await answer();
    world.answers.token = async () => {
      throw new PhoneError('service-slow');
    };
    world.tokenEnds();
    await vi.advanceTimersByTimeAsync(0);
    world.phone.send({ type: 'hang-up' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(world.tokens).toEqual(['get', 'renew']);
  });

  it('lets the idle line go instead of signing in for nobody', async () => {
    await answer();
    world.phone.send({ type: 'hang-up' });
    world.done.length = 0;
    world.tokenEnds();
    await vi.advanceTimersByTimeAsync(0);
    expect(world.done).toEqual(['line closed']);
    expect(world.tokens).toEqual(['get']);
  });
});

describe('every wait has a limit', () => {
  it.each([
    ['signing-in', 60_000, 'mic-denied', async (): Promise<void> => dial()],
    ['connecting', 15_000, 'connect-slow', async (): Promise<void> => dial()],
    [
      'ringing',
      45_000,
      'connection-lost',
      async () => {
        await dial();
        world.say({ type: 'ringing' });
      },
    ],
    [
      'reconnecting',
      20_000,
      'connection-lost',
      async () => {
        await answer();
        world.say({ type: 'reconnecting' });
      },
    ],
  ] as const)('%s: %i ms, then %s and a new line', async (name, ms, code, reach) => {
    if (name === 'signing-in') world.answers.microphone = () => new Promise(() => undefined);
    await reach();
    expect(world.state()).toBe(name);
    await vi.advanceTimersByTimeAsync(ms - 10);
    expect(world.state()).toBe(name);
    await vi.advanceTimersByTimeAsync(20);
    expect(state()).toMatchObject({ name: 'ended', reason: 'failed', code });
    expect(world.done).toContain('line closed');
    await vi.advanceTimersByTimeAsync(0);
    world.answers.microphone = createWorld().answers.microphone;
    await dial();
    expect(world.state()).toBe('connecting');
  });

  it('has none for talking', async () => {
    await answer();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(world.state()).toBe('in-call');
    world.phone.send({ type: 'hang-up' });
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('listeners', () => {
  it('hear nothing after they left', async () => {
    let heard = 0;
    const leave = world.phone.subscribe(() => (heard += 1));
    leave();
    await dial();
    expect(heard).toBe(0);
  });

  it('sees a sign-in ahead of the click', () => {
    world.phone.send({ type: 'prepare' });
    expect(world.tokens).toEqual(['prepare']);
  });
});
