import { Device } from '@twilio/voice-sdk';
import type { ConnectParameters } from '../../contracts/connect-parameters';
import type { Microphone } from './microphone';
import { watchCall, type LineEvent, type WatchedCall } from './watched-call';

const TOKEN_REFRESH_MS = 45_000;
/** Long enough for the tone at the end of a call. */
const LAST_SOUND_MS = 300;

export interface LineRequest {
  token: string;
  params: ConnectParameters;
  listener: (event: LineEvent) => void;
}

/** One line to Twilio, one call at a time. */
export interface Line {
  connect: (request: LineRequest) => void;
  /** Ends the call and keeps the line for the next one. */
  hangUp: () => void;
  /** Ends the call and throws the line away; the next call builds a new one. */
  close: () => void;
  updateToken: (token: string) => void;
  onTokenEnding: (listener: () => void) => void;
}

/** The SDK's one AudioContext of this page, made with its first Device. */
const audioContext = (): AudioContext | undefined =>
  (Device as unknown as { audioContext?: AudioContext }).audioContext;

/**
 * A line on the Voice SDK. The SDK has states it does not leave by itself (a connect that never settles, a socket lost
 * while ringing, a Device destroyed by the back/forward cache): here each of them ends in an event, and in a Device
 * that is thrown away. docs/decisions/0008-voice-sdk-traps.md lists them.
 */
export const createLine = ({ edges, microphone }: { edges: string[]; microphone: Microphone }): Line => {
  let device: Device | undefined;
  let deviceToken = '';
  let media: RTCPeerConnection | undefined;
  let current: WatchedCall | undefined;
  let headsetChanged = false;
  let tokenEnding: () => void = () => undefined;

  const keep = (connection: RTCPeerConnection): void => {
    media = connection;
  };

  // A running context keeps the computer's audio awake, and every ended call's streams in memory.
  const rest = (): void => {
    setTimeout(() => {
      if (!current) void audioContext()?.suspend();
    }, LAST_SOUND_MS);
  };

  const close = (): void => {
    rest();
    current?.abandon();
    current = undefined;
    device?.destroy();
    device = undefined;
    headsetChanged = false;
    // The SDK forgets the media of a call whose socket was lost while ringing.
    media?.close();
    media = undefined;
  };

  // The SDK asks for a device by its id after a change of the headset alone. It keeps that stream for all calls to come,
  // and asks again at each further change, with or without a call.
  const openMicrophone = ({ audio }: MediaStreamConstraints): Promise<MediaStream> => {
    const changed = typeof audio === 'object' && 'deviceId' in audio;
    headsetChanged ||= changed;
    if (current) return microphone.open(changed);
    close();
    return new Promise(() => undefined);
  };

  const build = (token: string): Device => {
    const built = new Device(token, {
      edge: edges,
      enableImprovedSignalingErrorPrecision: true,
      tokenRefreshMs: TOKEN_REFRESH_MS,
      getUserMedia: openMicrophone,
      RTCPeerConnection: class extends RTCPeerConnection {
        constructor(configuration?: RTCConfiguration) {
          super(configuration);
          keep(this);
        }
      },
    });
    // A line nobody uses is not worth reconnecting.
    built.on('error', (error: { code: number }) => (current ? current.fault(error.code) : close()));
    built.on('tokenWillExpire', () => tokenEnding());
    return built;
  };

  return {
    connect: ({ token, params, listener }) => {
      // A new token means a long pause or a refusal: the old socket may be dead without knowing it.
      if (current || device?.isBusy || device?.state === 'destroyed' || token !== deviceToken) close();
      deviceToken = token;
      device ??= build(token);
      void audioContext()?.resume();
      current = watchCall(device.connect({ params: { ...params } }), listener);
    },
    hangUp: () => {
      rest();
      if ((current && !current.hangUp()) || headsetChanged) close();
      current = undefined;
    },
    close,
    updateToken: (token) => {
      deviceToken = token;
      device?.updateToken(token);
    },
    onTokenEnding: (listener) => {
      tokenEnding = listener;
    },
  };
};
