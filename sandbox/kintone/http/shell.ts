import { existsSync, readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import type { PageData } from '../page-data';
import type { Answer } from './message';

/** What every page of one server has in common. */
export interface ShellOptions {
  /** Loaded in the head before anything else: URLs, or paths of files whose text is put into the page. */
  pageScripts: string[];
  /** Further sources for `connect-src`; none of them is this machine, so name them for a reason. */
  connectSources: string[];
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '');
}

function scriptTag(source: string, nonce: string): string {
  if (!existsSync(source)) {
    return `<script src="${escapeHtml(source)}"></script>`;
  }
  const text = readFileSync(source, 'utf8').replace(/<\/script/gi, '<\\/script');
  return `<script nonce="${nonce}">${text}</script>`;
}

/** Only this machine may be talked to: nothing of the sandbox leaves the laptop. */
function contentSecurityPolicy(nonce: string, connectSources: string[]): string {
  const here = 'http://localhost:* http://127.0.0.1:*';
  return [
    `default-src 'self' ${here}`,
    `script-src 'self' ${here} 'nonce-${nonce}'`,
    `style-src 'self' ${here} 'unsafe-inline'`,
    `connect-src 'self' ${here} ws://localhost:* ws://127.0.0.1:* data: blob: ${connectSources.join(' ')}`.trim(),
    `media-src 'self' ${here} data: blob:`,
    `img-src 'self' ${here} data: blob:`,
    `font-src 'self' ${here} data:`,
    `worker-src 'self' blob:`,
    `frame-src ${here}`,
    `frame-ancestors 'self'`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `object-src 'none'`,
  ].join('; ');
}

/** A page: the data it is drawn from, and the program that draws it. */
export function renderShell(title: string, data: PageData, options: ShellOptions): Answer {
  const nonce = randomBytes(16).toString('base64');
  const embedded = JSON.stringify(data).replace(/</g, '\\u003c');
  const html = `<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/sandbox/fonts/400.css">
<link rel="stylesheet" href="/sandbox/fonts/700.css">
<link rel="stylesheet" href="/sandbox/page/kintone.css">
${options.pageScripts.map((source) => scriptTag(source, nonce)).join('\n')}
<script type="application/json" id="page-data">${embedded}</script>
<script type="module" src="/sandbox/page/main"></script>
</head>
<body></body>
</html>
`;
  return {
    status: 200,
    headers: {
      'content-type': 'text/html;charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': contentSecurityPolicy(nonce, options.connectSources),
      'permissions-policy': 'microphone=*, autoplay=*',
    },
    body: html,
  };
}
