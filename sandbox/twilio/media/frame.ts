/** PCMU on the wire: 8000 samples a second, 20 ms a packet. */
export const SAMPLE_RATE = 8000;
export const FRAME_MS = 20;
export const FRAME_SAMPLES = 160;
