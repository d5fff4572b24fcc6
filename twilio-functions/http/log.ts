/** error = given up, warn = recovered, info = one line a thing done. */
type LogLevel = 'error' | 'warn' | 'info';

export interface LogLine {
  /** The Function that writes: `token`, `call-phone`. */
  in: string;
  /** What happened, a stable word. */
  event: string;
  /** CallSid of the rep's leg, or MiiTel's id of a call. */
  call?: string | undefined;
  code?: string | undefined;
  detail?: string | undefined;
  status?: number | undefined;
  /** Milliseconds. */
  ms?: number | undefined;
}

/**
 * Writes one JSON line. Callers pass codes and ids; what looks like a number, a token or a long secret is blanked all
 * the same, because the text of an error is not always ours.
 */
export function log(level: LogLevel, line: LogLine): void {
  const { call, ...rest } = line;
  const clean = JSON.stringify({ level, ...rest }, (_key, value: unknown) =>
    typeof value === 'string' ? blank(value) : value,
  );
  const callId =
    call && /^(?:CA[0-9a-f]{32}|miitel:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.test(call)
      ? `,"call":"${call}"}`
      : '}';

  console[level](clean.slice(0, -1) + callId);
}

/** What an error says, on one line; its stack names files of the bundle only and is left out. */
export function errorText(error: unknown): string {
  return error instanceof Error
    ? `${error.name}: ${error.message}`.replace(/\s+/g, ' ').slice(0, 300)
    : 'unknown';
}

function blank(value: string): string {
  return value
    .replace(/eyJ[\w-]+(\.[\w-]*)*/g, '<token>')
    .replace(/(?:\+|%2B)?\d[\d\-() ]{5,}\d/gi, (number) => `<…${number.slice(-2)}>`)
    .replace(/[A-Za-z0-9_-]{24,}/g, '<hidden>');
}
