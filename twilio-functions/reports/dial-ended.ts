import { type CallReport, statement, WEIGHT } from '../outbox/call-report';
import { mergeReports } from '../outbox/merge';
import { outcomeOf } from './leg-outcome';
import { callIdOf, parseWebhook, rememberedFacts, type WebhookFields } from './twilio-fields';

/**
 * What the action of our Dial says: how the callee's leg ended. Throws Refused 'bad-request'.
 * https://www.twilio.com/docs/voice/twiml/dial#attributes-action
 */
export function readDialEnded(fields: WebhookFields): CallReport {
  const webhook = parseWebhook(fields);
  const callId = callIdOf(webhook.CallSid);
  const outcome = outcomeOf(webhook.DialCallStatus ?? '');
  return mergeReports(
    statement(callId, WEIGHT.settled, {
      outcome,
      dialEnded: true,
      // No leg was made: there will be no callback of it to wait for.
      calleeLegEnded: webhook.DialCallSid === undefined ? true : undefined,
    }),
    statement(callId, WEIGHT.reported, {
      ...rememberedFacts(webhook.c ?? ''),
      source: 'twilio',
      direction: 'outgoing',
      // The leg's own callback counts the same seconds, and is the one to be believed.
      talkSeconds: outcome === 'answered' ? webhook.DialCallDuration : undefined,
    }),
  );
}
