import { PhoneError, type PhoneErrorCode } from './phone-error';

/**
 * Waits for `work` at most `ms`, then rejects with `code` and aborts the signal that `work` was given: the abandoned
 * work may still settle, and nobody listens.
 */
export const withLimit = <T>(
  ms: number,
  code: PhoneErrorCode,
  work: (signal: AbortSignal) => PromiseLike<T>,
): Promise<T> => {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout>;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new PhoneError(code));
      controller.abort();
    }, ms);
  });
  return Promise.race([work(controller.signal), over]).finally(() => clearTimeout(timer));
};
