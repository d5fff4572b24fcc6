import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { log } from '../../../twilio-functions/http/log';

const CALL = 'CA0123456789abcdef0123456789abcdef';

describe('the log', () => {
  const lines: string[] = [];
  const { info } = console;

  beforeEach(() => {
    lines.length = 0;
    console.info = (line: string) => lines.push(line);
  });
  afterEach(() => {
    console.info = info;
  });

  it('writes one line of JSON with the call id whole', () => {
    log('info', {
      in: 'token',
      event: 'refused',
      code: 'sign-in-refused',
      call: CALL,
      ms: 12,
      detail: 'a\nb',
    });
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('\n');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'info',
      in: 'token',
      call: CALL,
      ms: 12,
      detail: 'a\nb',
    });
  });

  it.each([
    '+819012345678',
    '%2B819012345678',
    '090-1234-5678',
    '(03) 1234 5678',
    'no answer for 0312345678, really',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJBQyJ9.abcdefg',
    'Authorization: Basic U0swMDAwMDAwMDAwMDAwMDAwMDAwMA==',
    'code_verifier=abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  ])('never writes %s', (detail) => {
    log('info', { in: 'token', event: 'x', detail });
    const secret = /[\d+][\d\-() ]{6,}\d|eyJ\S+|[\w-]{24,}/.exec(detail)?.[0] ?? 'nothing to hide';
    expect(lines[0]).not.toContain(secret);
  });

  it('does not take a call id for granted', () => {
    log('info', { in: 'token', event: 'x', call: '+819012345678' });
    expect(lines[0]).not.toContain('819012345678');
  });
});
