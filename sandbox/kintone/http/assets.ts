import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { text } from './message';
import type { Answer } from './message';

const PAGE = fileURLToPath(new URL('../page/', import.meta.url));
const FONTS = dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-jp/400.css'));

const scripts = new Map<string, Promise<string>>();

/** The page's programs are TypeScript as everything else: their types are taken off as they are served. */
async function script(name: string): Promise<string> {
  const [{ default: ts }, source] = await Promise.all([
    import('typescript'),
    readFile(join(PAGE, `${name}.ts`), 'utf8'),
  ]);
  return ts.transpileModule(source, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
    },
  }).outputText;
}

async function body(path: string): Promise<[string, string | Buffer] | undefined> {
  const program = /^\/sandbox\/page\/([a-z-]+)$/.exec(path)?.[1];
  if (program) {
    const known = scripts.get(program) ?? script(program);
    scripts.set(program, known);
    known.catch(() => scripts.delete(program));
    return ['text/javascript;charset=utf-8', await known];
  }
  if (path === '/sandbox/page/kintone.css') {
    return ['text/css;charset=utf-8', await readFile(join(PAGE, 'kintone.css'))];
  }
  const font = /^\/sandbox\/fonts\/((?:400|700)\.css|files\/[a-z0-9-]+\.woff2?)$/.exec(path)?.[1];
  if (font) {
    return [
      font.endsWith('.css') ? 'text/css;charset=utf-8' : 'font/woff2',
      await readFile(join(FONTS, font)),
    ];
  }
  return undefined;
}

/** The stand-in's own files: page programs, its style sheet, the Japanese web font. */
export async function answerAsset(path: string): Promise<Answer> {
  const found = await body(path).catch(() => undefined);
  if (!found) {
    return text(404, 'not found');
  }
  const cache = path.startsWith('/sandbox/fonts/') ? 'max-age=86400' : 'no-cache';
  return {
    status: 200,
    headers: { 'content-type': found[0], 'cache-control': cache },
    body: found[1],
  };
}
