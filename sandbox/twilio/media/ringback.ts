import { encodeMuLaw, MU_LAW_SILENCE } from './mu-law';
import { FRAME_SAMPLES, SAMPLE_RATE } from './frame';

interface Cadence {
  /** Added together. */
  readonly hz: readonly number[];
  /** Loudness comes and goes this often a second. */
  readonly modulationHz?: number;
  readonly onSeconds: number;
  readonly offSeconds: number;
}

const CADENCES: Record<string, Cadence> = {
  // NTT's tone: 400 Hz modulated by 15 to 20 Hz, 1 s on and 2 s off.
  jp: { hz: [400], modulationHz: 16, onSeconds: 1, offSeconds: 2 },
  us: { hz: [440, 480], onSeconds: 2, offSeconds: 4 },
};

const AMPLITUDE = 6000;

/** The frame with this number (20 ms each) of a country's ringback tone; unknown countries ring as `us`. */
export function ringbackFrame(country: string, index: number): Uint8Array {
  const cadence = CADENCES[country] ?? CADENCES.us;
  const frame = new Uint8Array(FRAME_SAMPLES).fill(MU_LAW_SILENCE);
  if (!cadence) {
    return frame;
  }
  for (let i = 0; i < FRAME_SAMPLES; i += 1) {
    const t = (index * FRAME_SAMPLES + i) / SAMPLE_RATE;
    if (t % (cadence.onSeconds + cadence.offSeconds) < cadence.onSeconds) {
      const wave =
        cadence.hz.reduce((sum, hz) => sum + Math.sin(2 * Math.PI * hz * t), 0) / cadence.hz.length;
      const loudness = cadence.modulationHz
        ? 0.6 + 0.4 * Math.sin(2 * Math.PI * cadence.modulationHz * t)
        : 1;
      frame[i] = encodeMuLaw(Math.round(wave * loudness * AMPLITUDE));
    }
  }
  return frame;
}
