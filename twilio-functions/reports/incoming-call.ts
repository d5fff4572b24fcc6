import { type CallReport, secondOf, statement, WEIGHT } from '../outbox/call-report';
import { mergeReports } from '../outbox/merge';
import { outcomeOf } from './leg-outcome';
import { callerNumber, callIdOf, dialledNumber, parseWebhook, type WebhookFields } from './twilio-fields';

/**
 * A customer calls our number at `now` (ms since 1970), and is put through or hears an announcement. Throws Refused
 * 'bad-request'.
 */
export function readIncomingCall(
  fields: WebhookFields,
  { isForwarded, now }: { isForwarded: boolean; now: number },
): CallReport {
  const webhook = parseWebhook(fields);
  const callId = callIdOf(webhook.CallSid);
  return mergeReports(
    statement(callId, WEIGHT.settled, {
      source: 'twilio',
      direction: 'incoming',
      phoneNumber: callerNumber(webhook.From),
      fromNumber: dialledNumber(webhook.To),
      ...(isForwarded ? {} : { outcome: 'announced', calleeLegEnded: true }),
    }),
    // When the webhook came; the leg's own end says it better.
    statement(callId, WEIGHT.guessed, { startedAt: secondOf(now) }),
  );
}

/** How putting a caller through ended: the action of that Dial. Throws Refused 'bad-request'. */
export function readForwardEnded(fields: WebhookFields): CallReport {
  const webhook = parseWebhook(fields);
  const callId = callIdOf(webhook.CallSid);
  const outcome = outcomeOf(webhook.DialCallStatus ?? '');
  return mergeReports(
    statement(callId, WEIGHT.settled, {
      source: 'twilio',
      direction: 'incoming',
      outcome: outcome === 'answered' ? 'forwarded' : outcome,
      dialEnded: true,
      calleeLegEnded: webhook.DialCallSid === undefined ? true : undefined,
    }),
    statement(callId, WEIGHT.reported, {
      phoneNumber: callerNumber(webhook.From),
      fromNumber: dialledNumber(webhook.To),
      talkSeconds: outcome === 'answered' ? webhook.DialCallDuration : undefined,
    }),
  );
}
