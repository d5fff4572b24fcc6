import type { Page } from 'playwright-core';

interface Ears {
  /** Weakly, so that the harness keeps nothing alive that the page has let go. */
  peers: Array<WeakRef<RTCPeerConnection>>;
  microphones: Array<WeakRef<MediaStreamTrack>>;
}

declare global {
  // eslint-disable-next-line vars-on-top -- a global of the page
  var harnessEars: Ears | undefined;
}

/** Runs in the page before everything else: remembers the page's connections, so that their audio can be measured. */
export function installEars(): void {
  const ears: Ears = { peers: [], microphones: [] };
  globalThis.harnessEars = ears;
  globalThis.RTCPeerConnection = class extends globalThis.RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      ears.peers.push(new WeakRef<RTCPeerConnection>(this));
    }
  };
  const devices = navigator.mediaDevices;
  const getUserMedia = devices?.getUserMedia.bind(devices);
  if (getUserMedia) {
    devices.getUserMedia = async (constraints) => {
      const stream = await getUserMedia(constraints);
      ears.microphones.push(...stream.getAudioTracks().map((track) => new WeakRef(track)));
      return stream;
    };
  }
}

/** What the page's remote audio carries during 400 ms: its strongest frequency in Hz, and how loud it is in dB. */
export function hearInPage(page: Page): Promise<{ hz: number; db: number } | undefined> {
  return page.evaluate(async () => {
    const track = globalThis.harnessEars?.peers
      .flatMap((peer) => peer.deref() ?? [])
      .filter((peer) => peer.connectionState !== 'closed')
      .flatMap((peer) => peer.getReceivers())
      .map((receiver) => receiver.track)
      .filter((candidate) => candidate.kind === 'audio' && candidate.readyState === 'live')
      .at(-1);
    if (!track) {
      return undefined;
    }
    const context = new AudioContext();
    try {
      await context.resume();
      const analyser = context.createAnalyser();
      analyser.fftSize = 8192;
      context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
      await new Promise((resolve) => setTimeout(resolve, 400));
      const bins = new Float32Array(analyser.frequencyBinCount);
      analyser.getFloatFrequencyData(bins);
      const strongest = bins.indexOf(Math.max(...bins));
      return { hz: (strongest * context.sampleRate) / analyser.fftSize, db: bins[strongest] ?? -Infinity };
    } finally {
      await context.close();
    }
  });
}

/** Connections of the page that were never closed: each would keep a microphone or a call alive. */
export function openPeers(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      globalThis.harnessEars?.peers.filter((peer) => (peer.deref()?.connectionState ?? 'closed') !== 'closed')
        .length ?? 0,
  );
}

/** Microphones that are on: while one is, the browser shows its red dot, and a rep feels listened to. */
export function liveMicrophones(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      globalThis.harnessEars?.microphones.filter((track) => track.deref()?.readyState === 'live').length ?? 0,
  );
}
