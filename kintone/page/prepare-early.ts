import type { RecordNumber } from './read-target';

/**
 * Who has called from this browser before will call again: their sign-in does not wait for the pointer. Once in a
 * document, and not before a number is shown that can be called.
 */
export const prepareEarly = (
  calledBefore: () => boolean,
  prepare: () => void,
): ((number: RecordNumber) => void) => {
  let done = false;
  return (number) => {
    if (done || !('target' in number) || !calledBefore()) return;
    done = true;
    prepare();
  };
};
