/** How a webhook is retried, from the fragment of its URL (`#rc=5&rp=all`). */
export interface ConnectionOverride {
  /** The URL without its fragment: what is signed and asked. */
  url: string;
  retries: number;
  /** Which failures are tried again. */
  retryOn: ReadonlySet<Failure>;
  /** Limits in ms: to connect, to the answer, and for all tries together. */
  connectMs: number;
  readMs: number;
  totalMs: number;
}

export type Failure = 'ct' | 'rt' | '4xx' | '5xx';

const FAILURES: readonly Failure[] = ['ct', 'rt', '4xx', '5xx'];

function within(text: string | null, low: number, high: number, otherwise: number): number {
  const value = Number(text ?? NaN);
  return Number.isInteger(value) && value >= low && value <= high ? value : otherwise;
}

/** https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides */
export function readConnectionOverride(address: string): ConnectionOverride {
  const [url = '', fragment = ''] = address.split('#', 2);
  const settings = new URLSearchParams(fragment);
  const policies = (settings.get('rp') ?? 'ct').split(',');
  return {
    url,
    retries: within(settings.get('rc'), 0, 5, 1),
    retryOn: new Set(FAILURES.filter((failure) => policies.includes(failure) || policies.includes('all'))),
    connectMs: within(settings.get('ct'), 100, 10_000, 5000),
    readMs: within(settings.get('rt'), 100, 15_000, 15_000),
    totalMs: within(settings.get('tt'), 100, 15_000, 15_000),
  };
}
