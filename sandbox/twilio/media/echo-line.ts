import { MU_LAW_SILENCE } from './mu-law';
import { FRAME_MS, FRAME_SAMPLES } from './frame';

const DELAY_FRAMES = 300 / FRAME_MS;
const MOST_FRAMES = DELAY_FRAMES + 10;

/** Gives back what was put in, 300 ms later, which a person hears as an echo and not as themselves. */
export class EchoLine {
  readonly #frames: Uint8Array[] = [];
  #flowing = false;

  push(frame: Uint8Array): void {
    this.#frames.push(frame);
    // Clocks of two machines drift: what would make the echo ever later is dropped.
    if (this.#frames.length > MOST_FRAMES) {
      this.#frames.shift();
    }
  }

  next(): Uint8Array {
    if (this.#frames.length >= DELAY_FRAMES) {
      this.#flowing = true;
    }
    const frame = this.#flowing ? this.#frames.shift() : undefined;
    if (!frame) {
      this.#flowing = false;
    }
    return frame ?? new Uint8Array(FRAME_SAMPLES).fill(MU_LAW_SILENCE);
  }
}
