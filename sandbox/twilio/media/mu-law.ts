/** G.711 mu-law, the one codec the stand-in speaks: https://www.itu.int/rec/T-REC-G.711 */
const BIAS = 0x84;
const CLIP = 32_635;

const DECODED = Int16Array.from({ length: 256 }, (_, code) => {
  const bits = ~code & 0xff;
  const magnitude = (((bits & 0x0f) << 3) + BIAS) << ((bits & 0x70) >> 4);
  return bits & 0x80 ? BIAS - magnitude : magnitude - BIAS;
});

/** The code of silence. */
export const MU_LAW_SILENCE = 0xff;

/** One byte to a signed 16-bit sample. */
export function decodeMuLaw(code: number): number {
  return DECODED[code & 0xff] ?? 0;
}

/** A signed 16-bit sample to one byte. */
export function encodeMuLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), CLIP) + BIAS;
  const exponent = Math.max(0, 31 - Math.clz32(magnitude) - 7);
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}
