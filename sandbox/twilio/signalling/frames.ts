import { z } from 'zod';

const callsid = z.string().max(64);
const sdp = z.string().max(64_000);

/** What the Voice SDK 2.18 sends (`pstream.js`): JSON text frames `{type, payload, version}`. */
const clientFrameSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('listen'),
    payload: z.object({ token: z.string().max(16_000), reconnectTimeout: z.number().optional() }),
  }),
  z.object({
    type: z.literal('register'),
    payload: z.object({ media: z.object({ audio: z.boolean().optional() }).optional() }),
  }),
  z.object({
    type: z.literal('invite'),
    payload: z.object({
      callsid,
      sdp,
      reconnect: z.string().optional(),
      twilio: z.object({ params: z.string().max(16_000).optional() }).optional(),
    }),
  }),
  z.object({ type: z.literal('answer'), payload: z.object({ callsid, sdp }) }),
  z.object({ type: z.literal('reject'), payload: z.object({ callsid }) }),
  z.object({ type: z.literal('hangup'), payload: z.object({ callsid, message: z.string().optional() }) }),
  z.object({ type: z.literal('reinvite'), payload: z.object({ callsid, sdp }) }),
  z.object({
    type: z.literal('dtmf'),
    payload: z.object({ callsid, dtmf: z.string().regex(/^[0-9*#w]{1,64}$/) }),
  }),
  z.object({
    type: z.literal('message'),
    payload: z.object({
      callsid,
      content: z.unknown(),
      contenttype: z.string().optional(),
      messagetype: z.string(),
      voiceeventsid: z.string(),
    }),
  }),
]);

export type ClientFrame = z.infer<typeof clientFrameSchema>;
export type InviteFrame = Extract<ClientFrame, { type: 'invite' }>['payload'];

export interface SignalError {
  code: number;
  message: string;
}

/** What the Voice SDK reads. */
export type ServerFrame =
  | {
      type: 'connected';
      payload: { region: string; edge: string; gateway: string; token: { identity: string; ttl: number } };
    }
  | { type: 'ready' | 'offline' | 'close'; payload: Record<string, never> }
  | { type: 'ringing'; payload: { callsid: string; sdp?: string } }
  | { type: 'answer'; payload: { callsid: string; sdp?: string; reconnect: string } }
  | { type: 'hangup'; payload: { callsid: string; error?: SignalError } }
  | { type: 'error'; payload: { error: SignalError; callsid?: string; voiceeventsid?: string } }
  | { type: 'ack'; payload: { acktype: 'message'; callsid: string; voiceeventsid: string } }
  | {
      type: 'message';
      payload: {
        callsid: string;
        content: unknown;
        contenttype: string;
        messagetype: string;
        voiceeventsid: string;
      };
    };

/** A client frame, or undefined for anything that is none. */
export function readFrame(text: string): ClientFrame | undefined {
  try {
    const parsed = clientFrameSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

export function writeFrame(frame: ServerFrame): string {
  return JSON.stringify({ ...frame, version: '1.6' });
}
