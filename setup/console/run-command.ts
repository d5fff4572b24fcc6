import { AdminError } from './admin-error';
import { wordMessage } from './language';
import { processTerminal, type Terminal } from './terminal';

/** Runs a command to its end: a refusal is said in the admin's language with its code, and the exit code is 1. */
export async function runCommand(command: (terminal: Terminal) => Promise<void>): Promise<void> {
  const terminal = processTerminal();
  try {
    await command(terminal);
  } catch (error) {
    const known = error instanceof AdminError ? error : unexpected(error);
    console.error(`${wordMessage(terminal.language, known.code, known.values)} [${known.code}]`);
    process.exitCode = 1;
  }
}

// The error's own text may quote a request, and with it a password: its kind is enough to look for.
function unexpected(error: unknown): AdminError {
  const detail =
    error instanceof Error ? [error.name, (error as NodeJS.ErrnoException).code] : [typeof error];
  return new AdminError('unexpected', { detail: detail.filter(Boolean).join(' ') });
}
