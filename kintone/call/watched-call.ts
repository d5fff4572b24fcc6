import type { Call } from '@twilio/voice-sdk';
import type { PageMessage } from '../../contracts/page-message';
import type { PhoneErrorCode } from './phone-error';

const SILENCE_MS = 5_000;
const WATCH_MS = 500;

/** What a line reports of its call. After `hung-up` or `failed` nothing follows. */
export type LineEvent =
  | { type: 'ringing' | 'answered' | 'reconnecting' | 'reconnected' }
  | { type: 'token-refused' }
  | { type: 'hung-up'; by: 'unknown' }
  | { type: 'reported'; status: 'busy' | 'failed' }
  | { type: 'failed'; code: PhoneErrorCode; cause?: unknown }
  | { type: 'message'; message: PageMessage }
  | { type: 'audio'; arrives: boolean };

const TOKEN_CODES = [20101, 20104, 20151, 31201, 31202, 31204, 31205, 31207];
/** The socket's own troubles: the SDK tries again by itself, and the phone's limits bound it. */
const PASSING_CODES = [31000, 31005, 31009, 53000, 53001];
/** https://www.twilio.com/docs/api/errors */
const MEANINGS: Record<number, LineEvent> = {
  31486: { type: 'reported', status: 'busy' },
  31404: { type: 'reported', status: 'failed' },
  // Temporarily unavailable: by whom or why is not said.
  31480: { type: 'hung-up', by: 'unknown' },
  31603: { type: 'reported', status: 'failed' },
  31401: { type: 'failed', code: 'mic-denied' },
  31402: { type: 'failed', code: 'mic-in-use' },
  31003: { type: 'failed', code: 'connection-lost' },
  53405: { type: 'failed', code: 'connection-lost' },
};

const meaningOf = (code: number | undefined): LineEvent =>
  code === undefined
    ? { type: 'hung-up', by: 'unknown' }
    : (MEANINGS[code] ?? { type: 'failed', code: `twilio-${code}` });

const STATUSES: string[] = ['completed', 'answered', 'busy', 'no-answer', 'failed', 'canceled'];

/** A page message from whatever came; what is not one is nothing. */
const readMessage = (content: unknown): PageMessage | undefined => {
  try {
    const message = (typeof content === 'string' ? JSON.parse(content) : content) as PageMessage;
    if (message.kind === 'refused') return { kind: 'refused', code: message.code };
    if (message.kind !== 'dial-ended' || !STATUSES.includes(message.status)) return undefined;
    const limitMinutes = Number(message.limitMinutes);
    return { kind: 'dial-ended', status: message.status, ...(limitMinutes > 0 && { limitMinutes }) };
  } catch {
    return undefined;
  }
};

/** A call of the Voice SDK's under watch. */
export interface WatchedCall {
  /** A fault of the Device's while this call is under way, by Twilio's code. */
  fault: (code: number) => void;
  /** False when the SDK has no call yet that could be hung up. */
  hangUp: () => boolean;
  /** Nothing more is reported. */
  abandon: () => void;
}

/**
 * Turns what the SDK says of a call, and what it fails to say, into events. `connecting` may never settle, or reject
 * with nothing: the time for that is the phone's to limit.
 */
export const watchCall = (connecting: Promise<Call>, listener: (event: LineEvent) => void): WatchedCall => {
  let call: Call | undefined;
  let over = false;
  let answered = false;
  let silent = false;
  let code: number | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;

  const abandon = (): void => {
    over = true;
    clearInterval(watch);
    clearTimeout(silence);
  };
  const say = (event: LineEvent): void => {
    if (!over) listener(event);
  };
  const end = (event: LineEvent): void => {
    if (over) return;
    abandon();
    listener(event);
  };
  const hear = (arrives: boolean): void => {
    if (silent === arrives) say({ type: 'audio', arrives });
    silent = !arrives;
    clearTimeout(silence);
    if (arrives && !over) silence = setTimeout(() => hear(false), SILENCE_MS);
  };
  // A socket lost while ringing closes the call without an event.
  const watch = setInterval(() => {
    if (call?.status() === 'closed') end({ type: 'failed', code: 'connection-lost' });
  }, WATCH_MS);

  const follow = (made: Call): void => {
    call = made;
    if (over) {
      made.disconnect();
      return;
    }
    made.on('ringing', () => say({ type: 'ringing' }));
    made.on('accept', () => {
      answered = true;
      say({ type: 'answered' });
      hear(true);
    });
    made.on('sample', (sample: { packetsReceived: number }) => {
      if (sample.packetsReceived > 0) hear(true);
    });
    made.on('reconnecting', () => say({ type: 'reconnecting' }));
    made.on('reconnected', () => say({ type: 'reconnected' }));
    made.on('messageReceived', ({ content }: { content: unknown }) => {
      const message = readMessage(content);
      if (message) say({ type: 'message', message });
    });
    made.on('error', (error: { code: number }) => {
      code = error.code;
      setTimeout(() => (code = undefined));
    });
    // The error that explains an end comes right before it or right behind it; others pass.
    const ended = (): void => queueMicrotask(() => end(meaningOf(code)));
    made.on('disconnect', ended);
    made.on('cancel', ended);
  };

  connecting.then(follow, (error: { code?: number } | undefined) =>
    end(error?.code ? meaningOf(error.code) : { type: 'failed', code: 'phone-failed', cause: error }),
  );

  return {
    fault: (fault) => {
      if (answered || PASSING_CODES.includes(fault)) return;
      if (TOKEN_CODES.includes(fault)) end({ type: 'token-refused' });
      else end(meaningOf(fault));
    },
    hangUp: () => {
      abandon();
      call?.disconnect();
      return call !== undefined;
    },
    abandon,
  };
};
