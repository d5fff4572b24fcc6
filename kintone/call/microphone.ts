import { PhoneError, type PhoneErrorCode } from './phone-error';

const CODES: Record<string, PhoneErrorCode> = {
  NotAllowedError: 'mic-denied',
  SecurityError: 'mic-denied',
  NotFoundError: 'mic-missing',
  OverconstrainedError: 'mic-missing',
};

/** The rep's microphone for one call at a time. */
export interface Microphone {
  /** Asks the rep if need be; `anew` never takes what is open. Rejects with mic-denied, mic-missing or mic-in-use. */
  open: (anew?: boolean) => Promise<MediaStream>;
  /** Ends every track it gave out, also of an `open` that is still under way. */
  close: () => void;
}

type GetUserMedia = (constraints: MediaStreamConstraints) => Promise<MediaStream>;

/**
 * The microphone is opened here, not by the Voice SDK: the rep is asked while the sign-in is under way, the refusal's
 * name is kept, and its light goes out whatever becomes of the SDK's call.
 */
export const createMicrophone = (getUserMedia: GetUserMedia): Microphone => {
  let given: MediaStream[] = [];
  let use = 0;
  const stop = (stream: MediaStream): void => stream.getTracks().forEach((track) => track.stop());
  return {
    open: async (anew = false) => {
      const live = anew ? undefined : given.find(({ active }) => active);
      if (live) return live;
      const mine = use;
      try {
        const opened = await getUserMedia({ audio: true });
        if (mine === use) given.push(opened);
        else stop(opened);
        return opened;
      } catch (cause) {
        throw new PhoneError(CODES[(cause as Error).name] ?? 'mic-in-use', cause);
      }
    },
    close: () => {
      use += 1;
      given.forEach(stop);
      given = [];
    },
  };
};
