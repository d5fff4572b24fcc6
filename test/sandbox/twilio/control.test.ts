import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RepPage } from './support/rep-page';
import { accessToken, Stage } from './support/stage';

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.start();
});

afterEach(() => stage.stop());

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${stage.twilio.origin}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

/** A raw request: fetch does not let one choose Host and Sec-Fetch-Site. */
function rawStatus(path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  const { port } = new URL(stage.twilio.origin);
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .once('error', reject)
      .end();
  });
}

describe('the control interface', () => {
  it('lists calls and does what the callee does', async () => {
    const { page, callSid } = await stage.ringing();
    const listed = await (await fetch(`${stage.twilio.origin}/sandbox/calls`)).json();
    expect(listed).toMatchObject([{ callSid, status: 'ringing', dtmf: '', rtpReceived: expect.any(Number) }]);
    expect((await post(`/sandbox/calls/${callSid}/answer`, {})).status).toBe(200);
    await page.next('answer');
    expect((await post(`/sandbox/calls/${callSid}/answer`, {})).status).toBe(409);
    expect((await post(`/sandbox/calls/${callSid}/busy`, {})).status).toBe(409);
    expect((await post(`/sandbox/calls/${callSid}/dance`, {})).status).toBe(404);
    expect((await post('/sandbox/calls/CA0/answer', {})).status).toBe(404);
    expect((await post(`/sandbox/calls/${callSid}/hang-up`, {})).status).toBe(200);
    await page.next('hangup');
  });

  it('sets policy and faults by their schemas', async () => {
    expect((await post('/sandbox/policy', { callee: 'answer', afterMs: 10 })).status).toBe(200);
    expect((await post('/sandbox/policy', { callee: 'sing' })).status).toBe(400);
    expect((await post('/sandbox/faults', { invite: 'never-answered' })).status).toBe(200);
    expect((await post('/sandbox/faults', { nonsense: true })).status).toBe(400);
    expect((await post('/sandbox/faults', {}, { 'Content-Type': 'text/plain' })).status).toBe(415);
    const page = await stage.page();
    await page.invite();
    page.send('register', { media: { audio: true } });
    await page.next('ready');
    expect(stage.twilio.calls()).toEqual([]);
    await post('/sandbox/faults', {});
    await page.invite();
    await page.next('answer');
  });

  it('obeys its own page, allowed pages and programs, and no foreign page', async () => {
    const policy = { callee: 'busy' };
    const status = async (origin: string) =>
      (await post('/sandbox/policy', policy, { Origin: origin })).status;
    expect(await status(stage.twilio.origin)).toBe(200);
    expect(await status('http://localhost:8080')).toBe(200);
    expect(await status('https://evil.example')).toBe(403);
    expect(await status('null')).toBe(403);
    expect(await rawStatus('/sandbox/calls', { 'Sec-Fetch-Site': 'cross-site' })).toBe(403);
    expect(await rawStatus('/sandbox/calls', { 'Sec-Fetch-Site': 'same-site' })).toBe(200);
  });

  it('shows the faults in force, but for what struck once', async () => {
    const faults = { signalling: 'slow', webhooks: [{ path: '/call-status', drop: true }] };
    await post('/sandbox/faults', { ...faults, dropSockets: true });
    expect(await (await fetch(`${stage.twilio.origin}/sandbox/faults`)).json()).toEqual(faults);
  });

  it('lets an allowed page read answers and send JSON, and no other page', async () => {
    const preflight = (origin: string, path = '/sandbox/incoming-calls') =>
      fetch(`${stage.twilio.origin}${path}`, {
        method: 'OPTIONS',
        headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
      });
    const allowed = await preflight('http://localhost:8080');
    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([
      204,
      'http://localhost:8080',
    ]);
    for (const origin of ['http://localhost:9999', 'https://evil.example', 'null']) {
      const refused = await preflight(origin);
      expect([refused.ok, refused.headers.get('access-control-allow-origin')]).toEqual([false, null]);
    }
    const rest = await preflight('http://localhost:8080', '/v1/Services/IS0/Documents');
    expect([rest.ok, rest.headers.get('access-control-allow-origin')]).toEqual([false, null]);
  });

  it('answers to this machine’s names alone', async () => {
    const { port } = new URL(stage.twilio.origin);
    expect(await rawStatus('/sandbox/calls', { Host: `localhost:${port}` })).toBe(200);
    expect(await rawStatus('/sandbox/calls', { Host: `rebound.example:${port}` })).toBe(421);
    expect(await rawStatus('/v4/EndpointEvents', { Host: 'localhost.evil.example' }, 'POST')).toBe(421);
  });

  it('lets no foreign page signal', async () => {
    const open = (origin: string) =>
      RepPage.open(stage.twilio.origin, { headers: { Origin: origin } }).then((page) => stage.keep(page));
    await expect(open('https://evil.example')).rejects.toThrow('403');
    const page = await open('http://localhost:8080');
    page.send('listen', { token: accessToken() });
    await page.next('connected');
  });
});

describe('pages', () => {
  it('serves the callee’s phone, its font, and takes the SDK’s reports', async () => {
    const page = await fetch(`${stage.twilio.origin}/sandbox/phone`);
    expect(page.headers.get('content-security-policy')).toContain('frame-ancestors http://localhost:*');
    expect(await page.text()).toContain('練習用の相手です');
    const css = await (await fetch(`${stage.twilio.origin}/sandbox/fonts/400.css`)).text();
    const file = /files\/[\w-]+\.woff2/.exec(css)?.[0];
    expect((await fetch(`${stage.twilio.origin}/sandbox/fonts/${file}`)).headers.get('content-type')).toBe(
      'font/woff2',
    );
    expect(await rawStatus('/sandbox/fonts/../../package.json', {})).toBe(404);
    const report = await post('/v4/EndpointEvents', {}, { Origin: 'http://localhost:8080' });
    expect([report.status, report.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
  });

  it('tells the callee’s phone about a call as it happens', async () => {
    const abort = new AbortController();
    const stream = await fetch(`${stage.twilio.origin}/sandbox/events`, { signal: abort.signal });
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    const chunks: string[] = [];
    const until = async (wanted: string): Promise<void> => {
      while (!chunks.join('').includes(wanted)) {
        chunks.push((await reader?.read())?.value ?? '');
      }
    };
    const { callSid } = await stage.ringing();
    await until('"status":"ringing"');
    expect(chunks.join('')).toContain('"toText":"03-1234-5601"');
    await stage.act(callSid, 'answer');
    await until('"status":"in-progress"');
    abort.abort();
  });
});
