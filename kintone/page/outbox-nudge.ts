import type { PhoneSnapshot } from '../call/phone';

/** By then the last webhook of a call has come, and what could not be written with it is due, ms. */
const AFTER_MS = 6000;

/**
 * Has the Functions look, a while after each call, for calls that are not in the log yet. Nothing is said and nothing is
 * heard: it is the rep's browser that has the time, and it proves nothing.
 */
export const outboxNudge = (
  functionsUrl: string,
  post: (url: string, init: RequestInit) => Promise<unknown>,
): ((snapshot: Pick<PhoneSnapshot, 'state'>) => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const nudge = (): void => {
    post(`${functionsUrl}/outbox-sweep`, { method: 'POST', mode: 'no-cors', credentials: 'omit' }).catch(
      () => undefined,
    );
  };
  return ({ state }) => {
    if (state.name !== 'ended') return;
    clearTimeout(timer);
    timer = setTimeout(nudge, AFTER_MS);
  };
};
