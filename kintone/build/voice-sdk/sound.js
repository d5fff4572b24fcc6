const HERTZ = 425;
const SECONDS = 0.2;
const LOUDNESS = 0.15;

/**
 * Takes the place of the Voice SDK's Sound, which fetches fifteen files for each Device and keeps an audio element for
 * each of them. Nothing is fetched here: the end of a call is a short tone made on the spot, the rest is silence. Key
 * tones are the SDK's DialtonePlayer's and stay.
 */
export default class Sound {
  constructor(name, _url, { audioContext }) {
    this.name = name;
    this.audioContext = audioContext;
    this.isPlaying = false;
  }

  async play() {
    const context = this.audioContext;
    if (this.name !== 'disconnect' || context?.state !== 'running') return;
    const tone = context.createOscillator();
    const gain = context.createGain();
    tone.frequency.value = HERTZ;
    gain.gain.setValueAtTime(LOUDNESS, context.currentTime);
    gain.gain.linearRampToValueAtTime(0, context.currentTime + SECONDS);
    tone.connect(gain).connect(context.destination);
    tone.onended = () => gain.disconnect();
    tone.start();
    tone.stop(context.currentTime + SECONDS);
  }

  stop() {
    // The tone ends by itself.
  }

  setSinkIds() {
    // The tone goes where the audio context goes.
  }
}
