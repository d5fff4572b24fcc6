import type { Context, GlobalTwilio, ServerlessCallback } from '@twilio-labs/serverless-runtime-types/types';
import { type Answer, refusalAnswer } from './answer';
import { errorText, log } from './log';
import { Refused } from './refused';

/** How Twilio's runtime calls a Function. The event is whatever a stranger sent. */
export type PlatformHandler = (
  context: Context,
  event: unknown,
  callback: ServerlessCallback,
) => Promise<void>;

/**
 * The Function `name` in the shape the platform needs: the callback is the only way to answer, and a rejection would
 * end the process. What `work` throws becomes a refusal.
 */
export function platformHandler(
  name: string,
  work: (context: Context, event: unknown) => Promise<Answer>,
): PlatformHandler {
  return async (context, event, callback) => {
    const answer = await work(context, event).catch((error: unknown) => refusalOf(name, error));
    return callback(null, toResponse(answer));
  };
}

function refusalOf(name: string, error: unknown): Answer {
  const refused = error instanceof Refused ? error : new Refused('internal', errorText(error));
  const level = refused.status >= 500 ? 'error' : 'info';
  log(level, { in: name, event: 'refused', code: refused.code, detail: refused.detail });
  return refusalAnswer(refused);
}

function toResponse(answer: Answer): object {
  // Looked up at the first answer only: the runtime's global is the sole place of this class.
  const { Response } = (globalThis as unknown as { Twilio: Pick<GlobalTwilio, 'Response'> }).Twilio;
  const response = new Response();
  response.setStatusCode(answer.status);
  response.setHeaders(answer.headers);
  response.setBody(answer.body);
  return response;
}
