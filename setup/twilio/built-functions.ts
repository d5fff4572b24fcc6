import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AdminError } from '../console/admin-error';

export interface BuiltFunctions {
  folder: string;
  /** Name of the service at Twilio. */
  service: string;
  /** Paths of the Functions: /token. */
  paths: string[];
}

const readPackage = async (folder: string) =>
  JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    dependencies?: Record<string, string>;
    devDependencies?: unknown;
  };

/**
 * The built folder, and nothing else, is what is deployed. Twilio's build installs its package.json as it stands, so
 * this refuses one whose dependencies are not exactly this project's, each in one exact version.
 */
export async function readBuiltFunctions(root: string): Promise<BuiltFunctions> {
  const folder = join(root, 'dist/twilio-functions');
  const notBuilt = () => {
    throw new AdminError('not-built', { path: 'dist/twilio-functions' });
  };
  const [own, built, files] = await Promise.all([
    readPackage(root),
    readPackage(folder),
    readdir(join(folder, 'functions')),
  ]).catch(notBuilt);

  const versions = Object.values(built.dependencies ?? {});
  const same = JSON.stringify(own.dependencies) === JSON.stringify(built.dependencies);
  const exact = versions.length > 0 && versions.every((version) => /^\d+\.\d+\.\d+$/.test(version));
  const scripts = files.filter((file) => file.endsWith('.js'));
  if (!same || !exact || built.devDependencies || scripts.length === 0) notBuilt();
  return {
    folder,
    service: built.name,
    paths: scripts.map((file) => `/${file.replace(/(?:\.protected)?\.js$/, '')}`).sort(),
  };
}
