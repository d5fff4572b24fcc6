import { PhoneError, type PhoneErrorCode } from './phone-error';

const CODES: Record<string, PhoneErrorCode> = {
  NotAllowedError: 'mic-denied',
  SecurityError: 'mic-denied',
  NotFoundError: 'mic-missing',
  OverconstrainedError: 'mic-missing',
};

/** The rep's microphone for one call at a time. */
export interface Microphone {
  /** Asks the rep if need be. Rejects with mic-denied, mic-missing or mic-in-use. */
  open: () => Promise<MediaStream>;
  /** Ends every track it gave out, also of an `open` that is still under way. */
  close: () => void;
}

type GetUserMedia = (constraints: MediaStreamConstraints) => Promise<MediaStream>;

/**
 * The microphone is opened here, not by the Voice SDK: the rep is asked while the sign-in is under way, the refusal's
 * name is kept, and its light goes out whatever becomes of the SDK's call.
 */
export const createMicrophone = (getUserMedia: GetUserMedia): Microphone => {
  let stream: MediaStream | undefined;
  let use = 0;
  const stop = (given?: MediaStream): void => given?.getTracks().forEach((track) => track.stop());
  return {
    open: async () => {
      if (stream?.active) return stream;
      const mine = use;
      try {
        const opened = await getUserMedia({ audio: true });
        if (mine === use) stream = opened;
        else stop(opened);
        return opened;
      } catch (cause) {
        throw new PhoneError(CODES[(cause as Error).name] ?? 'mic-in-use', cause);
      }
    },
    close: () => {
      use += 1;
      stop(stream);
      stream = undefined;
    },
  };
};
