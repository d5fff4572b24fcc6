import type { Exchange } from './exchange';

export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE' | 'OPTIONS';
  /** Matched against the whole path; its groups are handed to `handle`, percent-decoded. */
  readonly path: RegExp;
  readonly handle: (exchange: Exchange, groups: readonly string[]) => void | Promise<void>;
}

/** The route for this request; `'method'` when only the path is known. */
export function findRoute(
  routes: readonly Route[],
  exchange: Exchange,
): { route: Route; groups: string[] } | 'method' | undefined {
  let pathKnown = false;
  for (const route of routes) {
    const match = route.path.exec(exchange.url.pathname);
    if (match) {
      if (route.method === exchange.method) {
        return { route, groups: match.slice(1).map(decodeOrRaw) };
      }
      pathKnown = true;
    }
  }
  return pathKnown ? 'method' : undefined;
}

function decodeOrRaw(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
