import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CallCentre } from '../calls/call-centre';
import type { Exchange } from '../http/exchange';
import type { Route } from '../http/router';
import { streamCalls } from './call-events';

const HERE = dirname(fileURLToPath(import.meta.url));
const FONTS = dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-jp/400.css'));

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  woff2: 'font/woff2',
};

const PAGE_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; frame-ancestors http://localhost:* http://127.0.0.1:*";

async function answerFile(exchange: Exchange, path: string): Promise<void> {
  const type = TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  const content = await readFile(path).catch(() => undefined);
  if (content) {
    exchange.response.writeHead(200, {
      'Content-Type': type,
      'Content-Security-Policy': PAGE_POLICY,
      'Cache-Control': type.startsWith('font/') ? 'max-age=86400' : 'no-store',
    });
    exchange.response.end(content);
  } else {
    exchange.answer(404, 'Not found');
  }
}

/** The callee's phone as a page, its font, and the events that keep it up to date. */
export function phoneRoutes(calls: CallCentre): Route[] {
  return [
    {
      method: 'GET',
      path: /^\/(?:sandbox\/phone)?$/,
      handle: (exchange) => answerFile(exchange, join(HERE, 'index.html')),
    },
    {
      method: 'GET',
      path: /^\/sandbox\/phone\/(phone\.(?:css|js))$/,
      handle: (exchange, [name = '']) => answerFile(exchange, join(HERE, name)),
    },
    {
      method: 'GET',
      path: /^\/sandbox\/fonts\/((?:400|700)\.css|files\/[a-z0-9-]+\.woff2)$/,
      handle: (exchange, [name = '']) => answerFile(exchange, join(FONTS, name)),
    },
    { method: 'GET', path: /^\/sandbox\/events$/, handle: (exchange) => streamCalls(exchange, calls) },
  ];
}
