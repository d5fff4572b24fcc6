import { randomUUID } from 'node:crypto';
import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RtpHeader, RtpPacket } from 'werift';
import WebSocket from 'ws';

type Frame = { type: string; payload: Record<string, unknown> };

/** A rep's page as the gateway sees it: raw frames over a socket, and a WebRTC peer. */
export class RepPage {
  readonly frames: Frame[] = [];
  heartbeats = 0;
  readonly temporarySid = `TJS${randomUUID()}`;
  readonly heardFrames: Uint8Array[] = [];
  #read = 0;
  #peer: RTCPeerConnection | undefined;
  readonly #track = new MediaStreamTrack({ kind: 'audio' });
  #stopTone: (() => void) | undefined;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data) => {
      const text = String(data);
      if (text === '\n') {
        this.heartbeats += 1;
        socket.send('\n');
      } else {
        this.frames.push(JSON.parse(text) as Frame);
      }
    });
    socket.on('error', () => undefined);
  }

  static async open(origin: string, options: { headers?: Record<string, string> } = {}): Promise<RepPage> {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/signal`, options);
    const page = new RepPage(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return page;
  }

  /** A page that has listened with this token. */
  static async listening(origin: string, token: string): Promise<RepPage> {
    const page = await RepPage.open(origin);
    page.send('listen', { token, browserinfo: {}, reconnectTimeout: 0 });
    await page.next('connected');
    return page;
  }

  send(type: string, payload: unknown): void {
    this.socket.send(JSON.stringify({ type, payload, version: '1.6' }));
  }

  /** The next frame of this type that was not read yet; rejects after 4 s. */
  async next(type: string): Promise<Record<string, unknown>> {
    const deadline = Date.now() + 4000;
    for (;;) {
      const index = this.frames.findIndex((frame, at) => at >= this.#read && frame.type === type);
      const frame = this.frames[index];
      if (frame) {
        this.#read = index + 1;
        return frame.payload;
      }
      if (Date.now() > deadline) {
        throw new Error(`no ${type} came; came: ${this.frames.map((one) => one.type).join(', ')}`);
      }
      await new Promise((resolve) => {
        setTimeout(resolve, 5);
      });
    }
  }

  types(): string[] {
    return this.frames.map(({ type }) => type);
  }

  async offer(): Promise<string> {
    const peer = new RTCPeerConnection({
      codecs: {
        audio: [
          new RTCRtpCodecParameters({ mimeType: 'audio/PCMU', clockRate: 8000, channels: 1, payloadType: 0 }),
        ],
      },
      iceServers: [],
      iceUseIpv6: false,
      iceInterfaceAddresses: { udp4: '127.0.0.1' },
      iceAdditionalHostAddresses: ['127.0.0.1'],
    });
    this.#peer = peer;
    peer.addTransceiver(this.#track, { direction: 'sendrecv' });
    peer.onTrack.subscribe((track) => {
      track.onReceiveRtp.subscribe(({ payload }) => this.heardFrames.push(Uint8Array.from(payload)));
    });
    await peer.setLocalDescription(await peer.createOffer());
    return peer.localDescription?.sdp ?? '';
  }

  async invite(
    params: Record<string, string> = { To: '+81312345601', App: '1', Record: '5' },
  ): Promise<void> {
    this.send('invite', {
      callsid: this.temporarySid,
      sdp: await this.offer(),
      twilio: { params: new URLSearchParams(params).toString().replaceAll('+', '%20') },
    });
  }

  async accept(sdp: unknown): Promise<void> {
    await this.#peer?.setRemoteDescription({ type: 'answer', sdp: String(sdp) });
  }

  /** Sends frames every 20 ms until the page is closed. */
  play(frame: (index: number) => Uint8Array): void {
    let index = 0;
    const timer = setInterval(() => {
      const header = new RtpHeader({
        payloadType: 0,
        sequenceNumber: index,
        timestamp: index * 160,
        ssrc: 77,
      });
      this.#track.writeRtp(new RtpPacket(header, Buffer.from(frame(index))));
      index += 1;
    }, 20);
    this.#stopTone = () => clearInterval(timer);
  }

  /** Forgets what was heard so far. */
  forget(): void {
    this.heardFrames.splice(0);
  }

  close(): void {
    this.#stopTone?.();
    this.#peer?.close().catch(() => undefined);
    this.socket.terminate();
  }
}
