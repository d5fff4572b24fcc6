import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

/** Settings by name; what is empty is absent. */
export type Environment = Readonly<Record<string, string>>;

/** The settings of `.env` in the project's folder; a variable of the process overrides its line in the file. */
export async function readEnvironment(
  root: string,
  processEnvironment: NodeJS.ProcessEnv,
): Promise<Environment> {
  const file = await readFile(join(root, '.env'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const given = [...Object.entries(parseEnv(file)), ...Object.entries(processEnvironment)];
  return Object.fromEntries(given.filter((entry): entry is [string, string] => Boolean(entry[1]?.trim())));
}
