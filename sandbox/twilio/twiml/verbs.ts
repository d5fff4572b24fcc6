import type { XmlElement } from './xml';
import { parseXml } from './xml';

export type StatusEvent = 'initiated' | 'ringing' | 'answered' | 'completed';

export interface DialVerb {
  verb: 'Dial';
  number: string;
  callerId: string | undefined;
  answerOnBridge: boolean;
  /** Seconds the callee rings. */
  timeout: number;
  /** Seconds a talk may last. */
  timeLimit: number;
  ringTone: string;
  action: string | undefined;
  statusCallback: string | undefined;
  statusEvents: ReadonlySet<StatusEvent>;
}

export type Verb =
  | DialVerb
  | { verb: 'Pause'; seconds: number }
  | { verb: 'Say'; text: string; language: string }
  | { verb: 'Reject'; reason: 'rejected' | 'busy' }
  | { verb: 'Hangup' };

/** A document Twilio would refuse; the codes of https://www.twilio.com/docs/api/errors. */
export interface TwimlFault {
  code: number;
  message: string;
}

const EVENTS: readonly StatusEvent[] = ['initiated', 'ringing', 'answered', 'completed'];

function seconds(text: string | undefined, otherwise: number, [low, high]: [number, number]): number {
  const value = Number(text ?? NaN);
  return Number.isInteger(value) ? Math.min(high, Math.max(low, value)) : otherwise;
}

function readDial({ attributes, children, text }: XmlElement): DialVerb | TwimlFault {
  const [number, ...others] = children;
  if (others.length > 0 || (number && number.name !== 'Number')) {
    return { code: 12200, message: 'This stand-in dials one <Number> and no other noun' };
  }
  const target = number?.attributes ?? {};
  const events = (target.statusCallbackEvent ?? 'completed').split(/[\s,]+/);
  return {
    verb: 'Dial',
    number: (number?.text ?? text).trim(),
    callerId: attributes.callerId,
    answerOnBridge: attributes.answerOnBridge === 'true',
    timeout: seconds(attributes.timeout, 30, [5, 600]),
    timeLimit: seconds(attributes.timeLimit, 14_400, [1, 86_400]),
    ringTone: attributes.ringTone ?? 'us',
    action: attributes.action,
    statusCallback: target.statusCallback,
    statusEvents: new Set(EVENTS.filter((event) => events.includes(event))),
  };
}

function readVerb(element: XmlElement): Verb | TwimlFault {
  switch (element.name) {
    case 'Dial':
      return readDial(element);
    case 'Pause':
      return { verb: 'Pause', seconds: seconds(element.attributes.length, 1, [1, 600]) };
    case 'Say':
      return { verb: 'Say', text: element.text.trim(), language: element.attributes.language ?? 'en-US' };
    case 'Hangup':
      return { verb: 'Hangup' };
    case 'Reject':
      return { verb: 'Reject', reason: element.attributes.reason === 'busy' ? 'busy' : 'rejected' };
    default:
      return { code: 12200, message: `This stand-in does not know <${element.name}>` };
  }
}

/** Reads TwiML as far as the product uses it; whatever else is a fault, never passed over in silence. */
export function readTwiml(body: string): Verb[] | TwimlFault {
  const response = parseXml(body);
  if (!response) {
    return { code: 12100, message: 'Document parse failure' };
  }
  if (response.name !== 'Response') {
    return { code: 12200, message: 'The root element is not <Response>' };
  }
  const verbs: Verb[] = [];
  for (const element of response.children) {
    const verb = readVerb(element);
    if ('code' in verb) {
      return verb;
    }
    verbs.push(verb);
  }
  return verbs;
}
