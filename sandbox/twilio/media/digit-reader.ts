const DIGITS = '0123456789*#ABCD';

/** Reads pressed keys out of RFC 4733 packets: many packets of one key share a timestamp. */
export class DigitReader {
  #lastTimestamp: number | undefined;

  /** The key this packet begins, or undefined when it only goes on with the last one. */
  read(packet: { payload: Uint8Array; timestamp: number }): string | undefined {
    const event = packet.payload[0];
    if (event === undefined || packet.timestamp === this.#lastTimestamp) {
      return undefined;
    }
    this.#lastTimestamp = packet.timestamp;
    return DIGITS[event];
  }
}
