/** Where a command goes: this page's own stand-in, or the Twilio stand-in. */
export type StandIn = 'kintone' | 'twilio';

let twilioOrigin = '';

/** Must be called once, before anything is asked for. */
export function setTwilioOrigin(origin: string): void {
  twilioOrigin = origin;
}

/** What a stand-in answered; status 0 where it did not. */
export interface StandInAnswer {
  status: number;
  body: unknown;
}

/** Asks a stand-in's control interface: a GET, or with a body a POST. Never rejects. */
export async function control(standIn: StandIn, path: string, body?: object): Promise<StandInAnswer> {
  const address = (standIn === 'twilio' ? twilioOrigin : location.origin) + path;
  const headers = { 'content-type': 'application/json' };
  const init: RequestInit = body ? { method: 'POST', headers, body: JSON.stringify(body) } : {};
  try {
    const answer = await fetch(address, init);
    return { status: answer.status, body: await answer.json() };
  } catch {
    return { status: 0, body: null };
  }
}
