import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const FOLDERS = ['contracts', 'dial-plan', 'kintone', 'twilio-functions', 'sandbox', 'setup', 'test'];

type Imports = ReadonlyMap<string, string[]>;

/** A circle of imports, as the files on the way; undefined when there is none. */
function findCircle(imports: Imports): string[] | undefined {
  const clear = new Set<string>();
  const visit = (file: string, way: string[]): string[] | undefined => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (clear.has(file)) return undefined;
    for (const next of imports.get(file) ?? []) {
      const circle = visit(next, [...way, file]);
      if (circle) return circle;
    }
    clear.add(file);
    return undefined;
  };
  for (const file of imports.keys()) {
    const circle = visit(file, []);
    if (circle) return circle;
  }
  return undefined;
}

/** What every source imports of its own house, types as well. */
function readImports(): Imports {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true }).map((file) => join(folder, String(file))),
  ).filter((file) => /(?<!\.d)\.(ts|js|mjs)$/.test(file));
  return new Map(
    files.map((file) => {
      const text = readFileSync(join(ROOT, file), 'utf8');
      const found = [...text.matchAll(/^(?:import|export|\}) .*'(\.{1,2}\/[^']+)';$/gm)].map(
        ([, path = '']) =>
          ['', '.ts', '.js']
            .map((ending) => join(dirname(file), path) + ending)
            .find((candidate) => /\.\w+$/.test(candidate) && existsSync(join(ROOT, candidate))),
      );
      return [file, found.filter((path) => path !== undefined)];
    }),
  );
}

describe('the files of the project', () => {
  it('are found, with their imports', () => {
    const imports = readImports();
    expect(imports.get('sandbox/kintone/state/app.ts')).toContain('sandbox/kintone/state/record.ts');
    expect(imports.get('kintone/build/sandbox-settings.js')).toEqual(['contracts/settings-script.js']);
  });

  it('import one another in no circle', () => {
    expect(findCircle(readImports())).toBeUndefined();
    const circle = new Map([
      ['a', ['b']],
      ['b', ['c', 'a']],
    ]);
    expect(findCircle(circle)).toEqual(['a', 'b', 'a']);
  });
});
