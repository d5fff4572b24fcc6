import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { freeSandboxPorts } from '../../sandbox/ports';
import { checkPortsFree, readPorts } from '../../sandbox/start-options';
import { DEFAULT_PORTS } from '../../sandbox/world';

describe('the ports of npm start', () => {
  it('are the documented ones without a word', () => {
    expect(readPorts([], {})).toEqual({ kintone: 8080, twilio: 8081, functions: 3000 });
  });

  it('are taken from the flags first, then from the environment', () => {
    const env = { SANDBOX_KINTONE_PORT: '9001', SANDBOX_TWILIO_PORT: '9002' };
    expect(readPorts(['--kintone-port', '9100', '--functions-port=9103'], env)).toEqual({
      kintone: 9100,
      twilio: 9002,
      functions: 9103,
    });
    expect(readPorts([], { SANDBOX_KINTONE_PORT: '' })).toEqual(DEFAULT_PORTS);
  });

  it.each([['80'], ['65536'], ['8080x'], ['-1'], ['']])('refuses %j by the name of its flag', (text) => {
    expect(() => readPorts(['--twilio-port=' + (text || ' ')], {})).toThrow(/--twilio-port/);
  });

  it('refuses a flag it does not know, and shows the usage', () => {
    expect(() => readPorts(['--port', '1'], {})).toThrow(/Usage: npm start -- \[--kintone-port 8080\]/);
  });

  it('refuses one port for two programs', () => {
    expect(() => readPorts(['--kintone-port', '3000'], {})).toThrow(/3000 is given twice/);
  });

  it.each(['127.0.0.1', '0.0.0.0'])(
    'names a port taken on %s and the command that does without it',
    async (host) => {
      const other = createServer().listen(0, host);
      await new Promise((resolve) => other.once('listening', resolve));
      const { port } = other.address() as AddressInfo;
      const ports = { ...(await freeSandboxPorts()), twilio: port };
      try {
        await expect(checkPortsFree(ports)).rejects.toThrow(
          new RegExp(`port ${port} \\(twilio\\)[\\s\\S]*npm start -- --twilio-port \\d+$`),
        );
      } finally {
        other.close();
      }
      await expect(checkPortsFree(ports)).resolves.toBeUndefined();
    },
  );
});
