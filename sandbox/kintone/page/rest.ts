/** Parameters of a request; kintone writes lists of a GET as `name[0]=…`. */
type Parameters = Record<string, unknown>;

let requestToken = '';

/** Must be called once, before anything is asked for. */
export function setRequestToken(token: string): void {
  requestToken = token;
}

/** kintone.getRequestToken */
export function getRequestToken(): string {
  return requestToken;
}

/** `/k/v1/record` or `/k/v1/record.json` -> the whole address. kintone.api.url */
export function url(path: string): string {
  return new URL(path.endsWith('.json') ? path : `${path}.json`, location.origin).href;
}

function append(query: URLSearchParams, name: string, value: unknown): void {
  if (Array.isArray(value)) {
    value.forEach((one, index) => append(query, `${name}[${index}]`, one));
  } else if (typeof value === 'object' && value !== null) {
    Object.entries(value).forEach(([key, one]) => append(query, `${name}.${key}`, one));
  } else if (value !== undefined && value !== null) {
    query.append(name, String(value));
  }
}

/** kintone.api.urlForGet */
export function urlForGet(path: string, parameters: Parameters): string {
  const query = new URLSearchParams();
  Object.entries(parameters).forEach(([name, value]) => append(query, name, value));
  return query.size > 0 ? `${url(path)}?${query}` : url(path);
}

/**
 * Asks REST with the session of this page. Rejects with the error's body as kintone's own API does; where there is no
 * JSON (a proxy's page, a lost connection) with the text that came, which may be empty.
 */
export async function ask(path: string, method: string, parameters: Parameters): Promise<unknown> {
  const isGet = method.toUpperCase() === 'GET';
  const headers: Record<string, string> = { 'X-Requested-With': 'XMLHttpRequest' };
  const init: RequestInit = { method: method.toUpperCase(), headers };
  if (!isGet) {
    headers['Content-Type'] = 'application/json';
    init.body = JSON.stringify({ ...parameters, __REQUEST_TOKEN__: requestToken });
  }
  let status = 0;
  let text = '';
  try {
    const response = await fetch(isGet ? urlForGet(path, parameters) : url(path), init);
    status = response.status;
    text = await response.text();
  } catch {
    // Whatever cut the connection: kintone says nothing about it either.
  }
  let body: unknown = text;
  try {
    body = JSON.parse(text);
  } catch {
    status ||= 599;
  }
  if (status !== 200) {
    throw body;
  }
  return body;
}
