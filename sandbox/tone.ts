/**
 * A sine tone as a WAV file (PCM 16 bit, mono, 48 kHz). A whole number of periods fits into it, so that a player that
 * loops it makes no click.
 */
export function toneWav({ hz, seconds }: { hz: number; seconds: number }): Buffer {
  const rate = 48_000;
  const samples = rate * seconds;
  const file = Buffer.alloc(44 + samples * 2);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(36 + samples * 2, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(samples * 2, 40);
  for (let index = 0; index < samples; index += 1) {
    file.writeInt16LE(Math.round(12_000 * Math.sin((2 * Math.PI * hz * index) / rate)), 44 + index * 2);
  }
  return file;
}
