import { decodeMuLaw } from './mu-law';
import { SAMPLE_RATE } from './frame';

/** What is heard just now. */
export interface Heard {
  /** The strongest tone, Hz; 0 in silence. */
  hz: number;
  /** Loudness, 0 to 1 of full scale (root mean square). */
  level: number;
}

const WINDOW = 4000;
const SILENCE = 0.001;

/** Power of one frequency by Goertzel's algorithm. */
function power(samples: Float32Array, hz: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / SAMPLE_RATE);
  let previous = 0;
  let beforePrevious = 0;
  for (const sample of samples) {
    const current = sample + coefficient * previous - beforePrevious;
    beforePrevious = previous;
    previous = current;
  }
  return previous * previous + beforePrevious * beforePrevious - coefficient * previous * beforePrevious;
}

function strongest(samples: Float32Array, from: number, to: number, step: number): number {
  let best = from;
  let bestPower = 0;
  for (let hz = from; hz <= to; hz += step) {
    const found = power(samples, hz);
    if (found > bestPower) {
      bestPower = found;
      best = hz;
    }
  }
  return best;
}

/** Keeps the last half second of audio and measures it when asked. */
export class ToneMeter {
  readonly #ring = new Float32Array(WINDOW);
  #next = 0;

  push(frame: Uint8Array): void {
    for (const code of frame) {
      this.#ring[this.#next] = decodeMuLaw(code) / 32_768;
      this.#next = (this.#next + 1) % WINDOW;
    }
  }

  /** Loudness of the last 200 ms; cheap enough to ask many times a second. */
  level(): number {
    const count = SAMPLE_RATE / 5;
    let sum = 0;
    for (let i = 1; i <= count; i += 1) {
      sum += (this.#ring[(this.#next - i + WINDOW) % WINDOW] ?? 0) ** 2;
    }
    return Math.sqrt(sum / count);
  }

  /** Scans 100 to 3400 Hz, first coarsely over 50 ms, then to the hertz over the whole half second. */
  measure(): Heard {
    const level = this.level();
    if (level < SILENCE) {
      return { hz: 0, level };
    }
    const ordered = new Float32Array(WINDOW);
    for (let i = 0; i < WINDOW; i += 1) {
      ordered[i] = this.#ring[(this.#next + i) % WINDOW] ?? 0;
    }
    const coarse = strongest(ordered.subarray(WINDOW - 400), 100, 3400, 10);
    return { hz: strongest(ordered, coarse - 20, coarse + 20, 1), level };
  }
}
