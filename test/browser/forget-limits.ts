import type { SandboxWorld } from '../../sandbox/world';

/** Clears what is kept of every rep's calls, by Twilio's own REST: tests make more of them than a person in an hour. */
export async function forgetLimits({ origins, twilio }: SandboxWorld): Promise<void> {
  const base = `${origins.twilio}/v1/Services/${twilio.syncServiceSid}/Documents`;
  const credentials = Buffer.from(`${twilio.accountSid}:${twilio.authToken}`).toString('base64');
  const headers = { authorization: `Basic ${credentials}` };
  const answer = await fetch(base, { headers });
  const { documents } = (await answer.json()) as { documents: Array<{ unique_name: string }> };
  for (const { unique_name: name } of documents) {
    if (name.startsWith('rep-calls-')) {
      await fetch(`${base}/${encodeURIComponent(name)}`, { method: 'DELETE', headers });
    }
  }
}
