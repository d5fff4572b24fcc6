import { afterEach, expect, it } from 'vitest';
import { freeSandboxPorts } from '../../sandbox/ports';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox';
import { createWorld } from '../../sandbox/world';
import { newCall, postWebhook } from '../twilio-functions/stage';

const before = process.env.ALLOWED_COUNTRIES;
let sandbox: Sandbox | undefined;
afterEach(async () => {
  if (before === undefined) delete process.env.ALLOWED_COUNTRIES;
  else process.env.ALLOWED_COUNTRIES = before;
  await sandbox?.stop();
});

it('lets the Functions of the sandbox call where its bundle may', async () => {
  process.env.ALLOWED_COUNTRIES = 'JP,US';
  const world = createWorld(await freeSandboxPorts());
  sandbox = await startSandbox({ world });
  const answer = await postWebhook({ world, functions: { origin: world.origins.functions } }, '/call-phone', {
    AccountSid: world.twilio.accountSid,
    CallSid: newCall(),
    From: 'client:sato_2Ehanako',
    To: '+12125550123',
  });
  expect(answer.text).toContain('>+12125550123</Number>');
});
