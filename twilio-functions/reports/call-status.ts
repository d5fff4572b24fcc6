import { type CallReport, statement, WEIGHT } from '../outbox/call-report';
import { mergeReports } from '../outbox/merge';
import { outcomeOf } from './leg-outcome';
import {
  before,
  callerNumber,
  callIdOf,
  dialledNumber,
  happenedAt,
  parseWebhook,
  rememberedFacts,
  repOf,
  type Webhook,
  type WebhookFields,
} from './twilio-fields';

/**
 * What a status callback says: of the callee's leg (it has a ParentCallSid), of the rep's leg (the TwiML App's own
 * callback) or of a caller's leg (the number's own). Throws Refused 'bad-request'.
 * https://www.twilio.com/docs/voice/twiml/number#attributes-status-callback
 */
export function readCallStatus(fields: WebhookFields): CallReport {
  const webhook = parseWebhook(fields);
  if (webhook.ParentCallSid !== undefined) {
    return ofCalleeLeg(webhook, callIdOf(webhook.ParentCallSid));
  }
  return ofFirstLeg(webhook, callIdOf(webhook.CallSid));
}

function ofCalleeLeg(webhook: Webhook, callId: string): CallReport {
  const at = happenedAt(webhook);
  const outcome = outcomeOf(webhook.CallStatus);
  // Without a reference it is a caller put through to somebody: whose number that is, says another webhook.
  const isForwarded = webhook.c === undefined;
  const answered = isForwarded ? 'forwarded' : 'answered';
  const known = isForwarded
    ? {}
    : {
        ...rememberedFacts(webhook.c ?? ''),
        direction: 'outgoing' as const,
        phoneNumber: dialledNumber(webhook.To),
        fromNumber: dialledNumber(webhook.From),
      };
  const said = statement(callId, WEIGHT.reported, {
    ...known,
    source: 'twilio',
    ...(webhook.CallStatus === 'initiated' && !isForwarded ? { startedAt: at } : {}),
    ...(webhook.CallStatus === 'in-progress' ? { outcome: answered, answeredAt: at } : {}),
    ...(outcome ? { endedAt: at } : {}),
  });
  if (!outcome) {
    return said;
  }
  const talked = outcome === 'answered';
  const settled = statement(callId, WEIGHT.settled, {
    outcome: talked ? answered : outcome,
    talkSeconds: talked ? webhook.CallDuration : undefined,
    calleeLegEnded: true,
  });
  const guessed = statement(callId, WEIGHT.guessed, {
    answeredAt: talked ? before(at, webhook.CallDuration) : undefined,
  });
  return [said, settled, guessed].reduce(mergeReports);
}

function ofFirstLeg(webhook: Webhook, callId: string): CallReport {
  const at = happenedAt(webhook);
  const outcome = outcomeOf(webhook.CallStatus);
  const began = outcome ? before(at, webhook.CallDuration) : undefined;
  const settled = statement(callId, WEIGHT.settled, {
    source: 'twilio',
    ...(outcome ? { endedAt: at, repLegEnded: true } : {}),
  });
  const rep = repOf(webhook.From);
  const particular =
    rep === undefined
      ? statement(callId, WEIGHT.reported, {
          direction: 'incoming',
          phoneNumber: callerNumber(webhook.From),
          fromNumber: dialledNumber(webhook.To),
          // A caller's leg is answered at once.
          startedAt: began,
        })
      : mergeReports(
          statement(callId, WEIGHT.reported, { direction: 'outgoing', rep }),
          // This leg may end as "completed" whatever the callee did; the other names are what became of the call.
          statement(callId, WEIGHT.guessed, {
            startedAt: began,
            outcome: outcome === 'answered' ? undefined : outcome,
          }),
        );
  return mergeReports(settled, particular);
}
