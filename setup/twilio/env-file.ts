import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdminError } from '../console/admin-error';

/** Text of a file that dotenv, as twilio-run reads it, turns back into exactly these variables. */
export function envFileText(variables: Record<string, string>): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}=${envValue(name, value)}\n`)
    .join('');
}

function envValue(name: string, value: string): string {
  if (/[\r\n]/.test(value)) throw new AdminError('unsendable-value', { name });
  if (!/[#'"`]/.test(value) && value === value.trim()) return value;
  // dotenv has no escape for a quote, so the quotes must be ones that the value does not hold.
  if (!value.includes("'")) return `'${value}'`;
  if (!value.includes('"') && !value.includes('\\')) return `"${value}"`;
  throw new AdminError('unsendable-value', { name });
}

/**
 * Lends secrets to `use` as a file that only this user can read, and removes it again: after `use`, and also when the
 * command is ended from outside.
 */
export async function withPrivateFile<T>(text: string, use: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'kintone-phone-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const ended = (signal: NodeJS.Signals) => {
    remove();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.once('SIGINT', ended);
  process.once('SIGTERM', ended);
  try {
    const path = join(folder, 'functions.env');
    await writeFile(path, text, { mode: 0o600 });
    return await use(path);
  } finally {
    remove();
    process.off('SIGINT', ended);
    process.off('SIGTERM', ended);
  }
}
