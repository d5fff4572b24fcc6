import { Refused } from './refused';

/** What a Function answers, before it becomes a `Twilio.Response`. An object body is sent as JSON. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | object;
}

/** A JSON answer that nobody keeps. */
export function jsonAnswer(status: number, body: object, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'no-store',
      Vary: 'Origin',
      ...headers,
    },
    body,
  };
}

/** A refusal as HTTP; 429 says when to come back. */
export function refusalAnswer(refused: Refused, headers: Record<string, string> = {}): Answer {
  const retry: Record<string, string> = refused.status === 429 ? { 'Retry-After': '60' } : {};
  return jsonAnswer(refused.status, refused.body, { ...headers, ...retry });
}

/** TwiML as text: a TwiML object does not survive being bundled (the runtime compares by instance). */
export function twimlAnswer(twiml: { toString(): string }): Answer {
  return {
    status: 200,
    headers: { 'Content-Type': 'text/xml; charset=utf-8', 'Cache-Control': 'no-store' },
    body: twiml.toString(),
  };
}
