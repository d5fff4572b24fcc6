import { EchoLine } from './echo-line';
import { FRAME_SAMPLES } from './frame';
import { MU_LAW_SILENCE } from './mu-law';
import { ringbackFrame } from './ringback';
import type { Heard } from './tone-meter';
import { ToneMeter } from './tone-meter';

type Playing = { kind: 'silence' } | { kind: 'ringback'; country: string; frame: number } | { kind: 'echo' };

/** What one call sounds like: what the far end hears, and what it plays back. */
export class CallAudio {
  readonly #heard = new ToneMeter();
  readonly #returned = new ToneMeter();
  #echo = new EchoLine();
  #playing: Playing = { kind: 'silence' };

  playSilence(): void {
    this.#playing = { kind: 'silence' };
  }

  playRingback(country: string): void {
    this.#playing = { kind: 'ringback', country, frame: 0 };
  }

  /** The callee gives the rep's own voice back. */
  playEcho(): void {
    this.#echo = new EchoLine();
    this.#playing = { kind: 'echo' };
  }

  get echoing(): boolean {
    return this.#playing.kind === 'echo';
  }

  /** Audio of the rep has arrived. */
  receive(frame: Uint8Array): void {
    this.#heard.push(frame);
    if (this.#playing.kind === 'echo') {
      this.#echo.push(frame);
    }
  }

  /** The next 20 ms for the rep. */
  next(): Uint8Array {
    const frame = this.#nextFrame();
    this.#returned.push(frame);
    return frame;
  }

  #nextFrame(): Uint8Array {
    const playing = this.#playing;
    if (playing.kind === 'ringback') {
      const frame = ringbackFrame(playing.country, playing.frame);
      playing.frame += 1;
      return frame;
    }
    return playing.kind === 'echo' ? this.#echo.next() : new Uint8Array(FRAME_SAMPLES).fill(MU_LAW_SILENCE);
  }

  heard(): Heard {
    return this.#heard.measure();
  }

  /** Loudness both ways, 0 to 1. */
  levels(): { heard: number; returned: number } {
    return { heard: this.#heard.level(), returned: this.#returned.level() };
  }
}
