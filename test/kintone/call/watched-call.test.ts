import type { Call } from '@twilio/voice-sdk';
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchCall, type LineEvent, type WatchedCall } from '../../../kintone/call/watched-call';

/** The Voice SDK's call, played by hand. */
class PlayedCall extends EventEmitter {
  now = 'connecting';
  hungUp = 0;
  status(): string {
    return this.now;
  }
  disconnect(): void {
    this.hungUp += 1;
  }
  /** As the SDK does it: first closed, then said. */
  ends(): void {
    this.now = 'closed';
    this.emit('disconnect', this);
  }
}

let call: PlayedCall;
let heard: LineEvent[];
let connect: { made: () => Promise<void>; failed: (error: unknown) => Promise<void> };
let watched: WatchedCall;

beforeEach(() => {
  vi.useFakeTimers();
  call = new PlayedCall();
  heard = [];
  const tick = () => vi.advanceTimersByTimeAsync(0).then(() => undefined);
  const connecting = new Promise<Call>((resolve, reject) => {
    connect = {
      made: () => {
        resolve(call as unknown as Call);
        return tick();
      },
      failed: (error) => {
        reject(error);
        return tick();
      },
    };
  });
  watched = watchCall(connecting, (event) => heard.push(event));
});
afterEach(() => {
  watched.abandon();
  expect(vi.getTimerCount(), 'a timer outlived its call').toBe(0);
  vi.useRealTimers();
});

const ringing = async (): Promise<void> => {
  await connect.made();
  call.now = 'ringing';
  call.emit('ringing', false);
};
const answered = async (): Promise<void> => {
  await ringing();
  call.now = 'open';
  call.emit('accept', call);
};
const later = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

describe('a watched call', () => {
  it('says when it rings and when it is answered', async () => {
    await answered();
    expect(heard).toEqual([{ type: 'ringing' }, { type: 'answered' }]);
  });

  it('says nothing of why when the SDK does not', async () => {
    await ringing();
    call.ends();
    await later();
    expect(heard.at(-1)).toEqual({ type: 'hung-up', by: 'unknown' });
  });

  it.each([
    [31486, { type: 'reported', status: 'busy' }],
    [31404, { type: 'reported', status: 'failed' }],
    [31480, { type: 'hung-up', by: 'unknown' }],
    [31401, { type: 'failed', code: 'mic-denied' }],
    [31402, { type: 'failed', code: 'mic-in-use' }],
    [31003, { type: 'failed', code: 'connection-lost' }],
    [53405, { type: 'failed', code: 'connection-lost' }],
    [31999, { type: 'failed', code: 'twilio-31999' }],
  ])('reads error %i, before or right behind the end', async (code, meaning) => {
    await ringing();
    call.emit('error', { code });
    call.ends();
    await later();
    expect(heard.at(-1)).toEqual(meaning);

    const other: LineEvent[] = [];
    const second = new PlayedCall();
    watchCall(Promise.resolve(second as unknown as Call), (event) => other.push(event));
    await later();
    second.ends();
    second.emit('error', { code });
    await later();
    expect(other).toEqual([meaning]);
  });

  it('does not blame an old error for a later end', async () => {
    await answered();
    call.emit('error', { code: 31005 });
    call.emit('reconnecting', { code: 53001 });
    call.emit('reconnected');
    await later(1000);
    call.ends();
    await later();
    expect(heard.slice(2)).toEqual([
      { type: 'reconnecting' },
      { type: 'reconnected' },
      { type: 'hung-up', by: 'unknown' },
    ]);
  });

  it('notices a socket that is lost while it rings, which the SDK does not tell', async () => {
    await ringing();
    call.now = 'closed';
    await later(600);
    expect(heard.at(-1)).toEqual({ type: 'failed', code: 'connection-lost' });
    call.ends();
    await later();
    expect(heard).toHaveLength(2);
  });

  it('hangs up a call that comes after it was given up', async () => {
    expect(watched.hangUp(), 'the SDK had no call yet').toBe(false);
    await connect.made();
    expect(call.hungUp).toBe(1);
    expect(heard).toEqual([]);
  });

  it('says nothing more once it is hung up', async () => {
    await answered();
    expect(watched.hangUp()).toBe(true);
    call.ends();
    call.emit('error', { code: 31005 });
    await later(10_000);
    expect(heard).toHaveLength(2);
    expect(call.hungUp).toBe(1);
  });

  it.each([undefined, new Error('InvalidStateError'), { code: undefined }])(
    'takes a connect that rejects with %s',
    async (error) => {
      await connect.failed(error);
      expect(heard).toEqual([{ type: 'failed', code: 'phone-failed', cause: error }]);
    },
  );
});

describe('faults of the Device', () => {
  it.each([20101, 20104, 31202, 31204, 31205, 31207])('takes %i for a refused token', async (code) => {
    watched.fault(code);
    expect(heard).toEqual([{ type: 'token-refused' }]);
  });

  it.each([31000, 31005, 31009, 53001])('lets the SDK try again after %i', (code) => {
    watched.fault(code);
    expect(heard).toEqual([]);
  });

  it('gives up for any other before the answer, and for none after it', async () => {
    await answered();
    watched.fault(31002);
    watched.fault(20104);
    expect(heard).toHaveLength(2);

    const other: LineEvent[] = [];
    watchCall(new Promise(() => undefined), (event) => other.push(event)).fault(31002);
    expect(other).toEqual([{ type: 'failed', code: 'twilio-31002' }]);
  });
});

describe('audio', () => {
  const sample = (packetsReceived: number) => call.emit('sample', { packetsReceived });

  it('is missed after 5 s without a packet, once, and found again', async () => {
    await answered();
    for (let second = 0; second < 8; second += 1) {
      sample(0);
      await later(1000);
    }
    expect(heard.slice(2)).toEqual([{ type: 'audio', arrives: false }]);
    sample(50);
    expect(heard.at(-1)).toEqual({ type: 'audio', arrives: true });
    await later(4_900);
    expect(heard).toHaveLength(4);
  });

  it('is not missed while packets come', async () => {
    await answered();
    for (let second = 0; second < 30; second += 1) {
      sample(50);
      await later(1000);
    }
    expect(heard).toHaveLength(2);
  });
});

describe('page messages', () => {
  const message = (content: unknown) => call.emit('messageReceived', { content });

  it('are read as an object and as text', async () => {
    await ringing();
    message({ kind: 'dial-ended', status: 'busy' });
    message('{"kind":"refused","code":"day-limit"}');
    message({ kind: 'dial-ended', status: 'completed', limitMinutes: 60, more: 'x' });
    message({ kind: 'dial-ended', status: 'completed', limitMinutes: 'soon' });
    expect(heard.slice(1)).toEqual([
      { type: 'message', message: { kind: 'dial-ended', status: 'busy' } },
      { type: 'message', message: { kind: 'refused', code: 'day-limit' } },
      { type: 'message', message: { kind: 'dial-ended', status: 'completed', limitMinutes: 60 } },
      { type: 'message', message: { kind: 'dial-ended', status: 'completed' } },
    ]);
  });

  it.each([
    undefined,
    null,
    7,
    '{',
    '[]',
    '"x"',
    {},
    { kind: 'dial-ended' },
    { kind: 'dial-ended', status: 'sold' },
  ])('are nothing when they are %j', async (content) => {
    await ringing();
    message(content);
    expect(heard).toHaveLength(1);
  });
});
