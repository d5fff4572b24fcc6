/** The other side did not answer: in time, or at all. */
export class NoAnswer extends Error {
  constructor(
    readonly host: string,
    readonly reason: 'timeout' | 'network',
  ) {
    super(`no answer from ${host}: ${reason}`);
  }
}

export interface FetchedAnswer {
  status: number;
  /** The JSON of the body; undefined when it is none. */
  json: unknown;
}

/**
 * One request with a deadline in ms over all of it, connection to last byte. Redirects are failures: the
 * credentials must not follow them. Throws NoAnswer, whose text holds the host and nothing else of the request.
 */
export async function fetchWithin(ms: number, url: URL, init: RequestInit): Promise<FetchedAnswer> {
  try {
    const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(ms) });
    const body = await response.text();
    return { status: response.status, json: parse(body) };
  } catch (error) {
    throw new NoAnswer(url.host, (error as Error).name === 'TimeoutError' ? 'timeout' : 'network');
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
