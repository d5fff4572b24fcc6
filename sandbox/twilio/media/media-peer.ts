import { randomInt } from 'node:crypto';
import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RtpHeader, RtpPacket } from 'werift';
import type { CallAudio } from './call-audio';
import { DigitReader } from './digit-reader';
import { FRAME_SAMPLES } from './frame';
import { startFrameClock } from './frame-clock';

const LOOPBACK = '127.0.0.1';
const DIGITS_TYPE = 126;

export interface MediaPeerEvents {
  onDigit: (digit: string) => void;
  /** Asked before each packet: false sends nothing at all. */
  isSending: () => boolean;
}

function onlyLoopback(sdp: string): string {
  return sdp
    .split('\r\n')
    .filter((line) => !line.startsWith('a=candidate:') || line.split(' ')[4] === LOOPBACK)
    .join('\r\n');
}

/** The browser's media at our end: WebRTC over loopback alone, PCMU. */
export class MediaPeer {
  readonly #peer: RTCPeerConnection;
  readonly #track = new MediaStreamTrack({ kind: 'audio' });
  readonly #ssrc = randomInt(1, 2 ** 31);
  #sequence = randomInt(0, 2 ** 15);
  #timestamp = randomInt(0, 2 ** 31);
  #stopClock: (() => void) | undefined;
  #received = 0;
  #sent = 0;

  private constructor(
    private readonly audio: CallAudio,
    private readonly events: MediaPeerEvents,
  ) {
    this.#peer = new RTCPeerConnection({
      codecs: {
        audio: [
          new RTCRtpCodecParameters({ mimeType: 'audio/PCMU', clockRate: 8000, channels: 1, payloadType: 0 }),
          new RTCRtpCodecParameters({
            mimeType: 'audio/telephone-event',
            clockRate: 8000,
            payloadType: DIGITS_TYPE,
          }),
        ],
      },
      iceServers: [],
      iceLite: true,
      iceUseIpv6: false,
      iceInterfaceAddresses: { udp4: LOOPBACK },
      iceAdditionalHostAddresses: [LOOPBACK],
      bundlePolicy: 'max-bundle',
    });
  }

  /** Answers an SDP offer. Rejects when the offer has no audio we can speak. */
  static async answer(
    offer: string,
    audio: CallAudio,
    events: MediaPeerEvents,
  ): Promise<{ media: MediaPeer; sdp: string }> {
    const media = new MediaPeer(audio, events);
    try {
      return { media, sdp: await media.#negotiate(offer) };
    } catch (error) {
      media.close();
      throw error;
    }
  }

  /** Packets that carried audio. */
  get counters(): { rtpReceived: number; rtpSent: number } {
    return { rtpReceived: this.#received, rtpSent: this.#sent };
  }

  close(): void {
    this.#stopClock?.();
    this.#peer.close().catch(() => undefined);
  }

  async #negotiate(offer: string): Promise<string> {
    const digits = new DigitReader();
    this.#peer.addTransceiver(this.#track, { direction: 'sendrecv' });
    this.#peer.onTrack.subscribe((remote) => {
      remote.onReceiveRtp.subscribe(({ header, payload }) => {
        if (header.payloadType === DIGITS_TYPE) {
          const digit = digits.read({ payload, timestamp: header.timestamp });
          if (digit) {
            this.events.onDigit(digit);
          }
        } else if (header.payloadType === 0) {
          this.#received += 1;
          this.audio.receive(Uint8Array.from(payload));
        }
      });
    });
    this.#peer.connectionStateChange.subscribe((state) => {
      if (state === 'connected') {
        this.#stopClock ??= startFrameClock(() => this.#send());
      }
    });
    await this.#peer.setRemoteDescription({ type: 'offer', sdp: offer });
    await this.#peer.setLocalDescription(await this.#peer.createAnswer());
    if (this.#peer.iceGatheringState !== 'complete') {
      await this.#peer.iceGatheringStateChange.watch((state) => state === 'complete', 5000);
    }
    const sdp = onlyLoopback(this.#peer.localDescription?.sdp ?? '');
    if (!sdp.includes('a=candidate:')) {
      throw new Error('The offer has no audio');
    }
    return sdp;
  }

  #send(): void {
    const payload = Buffer.from(this.audio.next());
    this.#sequence = (this.#sequence + 1) & 0xffff;
    this.#timestamp = (this.#timestamp + FRAME_SAMPLES) >>> 0;
    if (!this.events.isSending()) {
      return;
    }
    const header = new RtpHeader({
      payloadType: 0,
      sequenceNumber: this.#sequence,
      timestamp: this.#timestamp,
      ssrc: this.#ssrc,
    });
    this.#track.writeRtp(new RtpPacket(header, payload));
    this.#sent += 1;
  }
}
