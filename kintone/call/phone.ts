import type { PageMessage } from '../../contracts/page-message';
import type { AccessTokens } from './access-token';
import { isActive, transition, type CallEvent, type CallState } from './call-state';
import type { Line } from './device';
import type { Microphone } from './microphone';
import { codeOf, PhoneError, type PhoneErrorCode } from './phone-error';

/** Who is called, caught when dialling: the page may show another record by the time the call ends. */
export interface CallTarget {
  /** E.164 */
  number: string;
  /** the number as people in the country write it */
  shown: string;
  /** digits to dial once the call is answered, for the rep to read */
  extension: string | null;
  app: string;
  record: string;
  /** path and hash of the customer record's page */
  page: string;
  company: string;
  contact: string;
}

/** Commands and snapshots are plain data: another window can drive the same phone by messages. */
export type PhoneCommand = { type: 'dial'; target: CallTarget } | { type: 'hang-up' } | { type: 'prepare' };

export interface PhoneSnapshot {
  /** counts the calls of this document */
  call: number;
  state: CallState;
  target?: CallTarget;
  /** the call is up and no packet has come for 5 s */
  noAudio: boolean;
}

export interface Phone {
  send: (command: PhoneCommand) => void;
  snapshot: () => PhoneSnapshot;
  /** Calls `listener` after every change; returns how to stop that. */
  subscribe: (listener: (snapshot: PhoneSnapshot) => void) => () => void;
}

export interface PhoneParts {
  accessTokens: AccessTokens;
  microphone: Microphone;
  line: Line;
  isOnline: () => boolean;
  now: () => number;
  /** Hears of every failure; `cause` is what was thrown, if anything was. */
  report: (code: PhoneErrorCode, cause?: unknown) => void;
}

/** Between two attempts at renewing the token of a running call; the SDK asks 45 s before its end. */
const RENEWAL_PAUSE_MS = 10_000;

/** The longest a call stays in a state, ms. The callee's 30 s of ringing are Twilio's to count: this is the net below. */
const LIMITS: Partial<Record<CallState['name'], [ms: number, code: PhoneErrorCode]>> = {
  'signing-in': [60_000, 'mic-denied'],
  connecting: [15_000, 'connect-slow'],
  ringing: [45_000, 'connection-lost'],
  reconnecting: [20_000, 'connection-lost'],
};

type Happening = CallEvent extends infer E ? (E extends CallEvent ? Omit<E, 'at'> : never) : never;

const asHappening = (message: PageMessage): Happening =>
  message.kind === 'refused' ? { type: 'failed', code: message.code } : { ...message, type: 'reported' };

/** The phone of this document: one call at a time, and a second click never makes a second one. */
export const createPhone = (parts: PhoneParts): Phone => {
  const { accessTokens, microphone, line, isOnline, now, report } = parts;
  let snapshot: PhoneSnapshot = { call: 0, state: { name: 'idle' }, noAudio: false };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<(snapshot: PhoneSnapshot) => void>();

  const change = (part: Partial<PhoneSnapshot>): void => {
    snapshot = { ...snapshot, ...part };
    for (const listener of listeners) listener(snapshot);
  };

  const happen = (happening: Happening, part: Partial<PhoneSnapshot> = {}): void => {
    const state = transition(snapshot.state, { ...happening, at: now() } as CallEvent);
    if (state === snapshot.state) return;
    clearTimeout(timer);
    const limit = LIMITS[state.name];
    if (limit) timer = setTimeout(() => happen({ type: 'failed', code: limit[1] }), limit[0]);
    if (state.name === 'ended') {
      // After a failure nothing of the SDK's can be trusted: the next call gets a new Device.
      if (state.reason === 'failed') line.close();
      else line.hangUp();
      microphone.close();
    }
    if (happening.type === 'failed') report(happening.code, happening.cause);
    change({ ...part, state, noAudio: snapshot.noAudio && isActive(state) });
  };

  const dial = async (target: CallTarget): Promise<void> => {
    if (isActive(snapshot.state)) return;
    const call = snapshot.call + 1;
    const goesOn = (): boolean => snapshot.call === call && isActive(snapshot.state);

    const connect = (token: string, retry: boolean): void =>
      line.connect({
        token,
        params: { To: target.number, App: target.app, Record: target.record },
        listener: (event) => {
          if (!goesOn()) return;
          if (event.type === 'message') happen(asHappening(event.message));
          else if (event.type === 'audio') change({ noAudio: !event.arrives });
          else if (event.type === 'token-refused') attempt(() => (retry ? connectAnew() : refuse()));
          else happen(event);
        },
      });
    const refuse = (): never => {
      throw new PhoneError('token-refused');
    };
    const connectAnew = async (): Promise<void> => {
      const token = await accessTokens.get({ renew: true });
      if (goesOn()) connect(token, false);
    };
    const attempt = async (work: () => Promise<void>): Promise<void> => {
      try {
        await work();
      } catch (thrown) {
        if (goesOn()) happen({ type: 'failed', code: codeOf(thrown), cause: thrown });
      }
    };

    happen({ type: 'dialled' }, { call, target });
    await attempt(async () => {
      if (!isOnline()) throw new PhoneError('offline');
      const [token] = await Promise.all([accessTokens.get(), microphone.open()]);
      if (!goesOn()) return;
      happen({ type: 'signed-in' });
      connect(token, true);
    });
  };

  const renewToken = async (again: boolean): Promise<void> => {
    if (!isActive(snapshot.state)) return;
    try {
      line.updateToken(await accessTokens.get({ renew: true }));
    } catch (thrown) {
      // The call itself outlives its token.
      if (again) setTimeout(() => void renewToken(false), RENEWAL_PAUSE_MS);
      else report(codeOf(thrown), thrown);
    }
  };
  line.onTokenEnding(() => {
    if (isActive(snapshot.state)) void renewToken(true);
    else line.close();
  });

  return {
    send: (command) => {
      if (command.type === 'dial') void dial(command.target);
      else if (command.type === 'hang-up') happen({ type: 'hung-up', by: 'rep' });
      else accessTokens.prepare();
    },
    snapshot: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
