import type { Exchange } from '../http/exchange';

/** Refused as Twilio's REST does: https://www.twilio.com/docs/usage/twilios-response#error-responses */
export class RestError extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

export function notFound(path: string): RestError {
  return new RestError(404, 20404, `The requested resource ${path} was not found`);
}

export function answerError(exchange: Exchange, { status, code, message }: RestError): void {
  const headers: Record<string, string> =
    status === 401 ? { 'WWW-Authenticate': 'Basic realm="Twilio API"' } : {};
  exchange.answerJson(
    status,
    { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
    headers,
  );
}
