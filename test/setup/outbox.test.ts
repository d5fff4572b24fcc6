import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { outbox } from '../../setup/outbox';
import { receiveSweep } from '../../twilio-functions/outbox/receive-sweep';
import { receiveMiitel } from '../../twilio-functions/reports/receive-miitel';
import { functionsContext } from '../twilio-functions/functions-context';
import {
  miitelFixture,
  requestOf,
  rowsOf,
  startVendors,
  type Vendors,
} from '../twilio-functions/outbox/vendors';
import { recordingTerminal } from './terminal';

const SECRET = { authorization: 'Bearer a-secret-of-miitel-for-tests' };
const OPERATOR = { authorization: 'Bearer a-secret-of-the-operator' };
let vendors: Vendors;
let environment: Record<string, string>;
let run = 0;

beforeAll(async () => {
  vendors = await startVendors();
  const context = functionsContext({
    KINTONE_APP_URI: vendors.kintone.origin,
    CALL_LOG_APP_ID: '2',
    CALL_LOG_API_TOKEN: vendors.kintone.tokens.callLog,
  });
  environment = Object.fromEntries(
    Object.entries(context).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
});
afterAll(() => vendors.stop());
beforeEach(() => {
  run += 1;
  for (const level of ['info', 'warn', 'error'] as const) vi.spyOn(console, level).mockReturnValue();
  return () => vi.restoreAllMocks();
});

/** A call of MiiTel whose row kintone refuses for good; its id. */
async function deadLetter(): Promise<string> {
  vendors.kintone.faults.add({ path: '/k/v1/records.json', method: 'PUT', status: 400, times: 1 });
  const body = miitelFixture('analysis', run);
  await receiveMiitel(requestOf(body, SECRET), vendors.settings);
  return `miitel:${body.call.id}`;
}

async function command(args: string[], answer: boolean | null = null, language: 'ja' | 'en' = 'en') {
  const recorded = recordingTerminal(answer, language);
  await outbox(args, environment, recorded.terminal);
  return { keys: recorded.keys, text: recorded.text() };
}

const rowsWith = (id: string) => rowsOf(vendors).filter(({ call_id: callId }) => callId === id);
const sweepNow = () => receiveSweep(requestOf({}, OPERATOR), vendors.settings);

describe('npm run outbox', () => {
  it('lists nothing where every call is in the log', async () => {
    expect((await command(['list'])).keys).toEqual(['outbox-empty']);
  });

  it('lists what was given up, and nobody’s whole number, in the admin’s language', async () => {
    const id = await deadLetter();
    const { keys, text } = await command(['list'], null, 'ja');
    expect(keys).toEqual(['outbox-count', 'outbox-dead']);
    expect(text).toMatch(new RegExp(`不可\\s${id}  開始 2026-11-20T04:40:02Z  相手 …01  担当 sato\\.hanako`));
    expect(text).not.toMatch(/1234|山田|みなと/);
    await command(['drop', id, '--yes']);
  });

  it('has a call written anew', async () => {
    const id = await deadLetter();
    await sweepNow();
    expect(rowsWith(id)).toEqual([]);
    expect((await command(['retry', id])).keys).toEqual(['outbox-retried']);
    expect((await command(['list'])).keys).toEqual(['outbox-count', 'outbox-waiting']);
    await sweepNow();
    expect(rowsWith(id)).toHaveLength(1);
    expect((await command(['list'])).keys).toEqual(['outbox-empty']);
  });

  it('gives a call up, once somebody has said yes', async () => {
    const id = await deadLetter();
    expect((await command(['drop', id], false)).keys).toEqual(['ask-drop', 'not-applied']);
    await expect(command(['drop', id], null)).rejects.toMatchObject({ code: 'needs-answer' });
    expect((await command(['list'])).text).toContain(id);
    expect((await command(['drop', id], true)).keys).toEqual(['ask-drop', 'outbox-dropped']);
    expect((await command(['list'])).keys).toEqual(['outbox-empty']);
    await sweepNow();
    expect(rowsWith(id)).toEqual([]);
  });

  it.each([['retry'], ['drop', '--yes']])('knows no call that it does not know: %s', async (...words) => {
    const [action = '', ...more] = words;
    await expect(command([action, 'miitel:nobody', ...more])).rejects.toMatchObject({
      code: 'outbox-unknown',
      values: { callId: 'miitel:nobody' },
    });
  });

  it.each([[[]], [['lst']], [['list', 'x']], [['retry']], [['drop', 'a', 'b']], [['list', '--all']]])(
    'refuses %j',
    async (args) => {
      await expect(command(args)).rejects.toMatchObject({ code: 'unknown-option' });
    },
  );

  it('says when there is no call log, when settings are missing, and when Sync is away', async () => {
    const { CALL_LOG_APP_ID: _, CALL_LOG_API_TOKEN: __, ...noLog } = environment;
    const { terminal } = recordingTerminal();
    await expect(outbox(['list'], noLog, terminal)).rejects.toMatchObject({ code: 'no-call-log' });
    await expect(outbox(['list'], {}, terminal)).rejects.toMatchObject({ code: 'settings-incomplete' });
    vendors.twilio.setFaults({ rest: [{ path: '/v1/Services/', status: 403 }] });
    await expect(command(['list'])).rejects.toMatchObject({ code: 'sync-unreachable' });
    vendors.twilio.setFaults({});
  });

  it('explains itself', async () => {
    expect((await command(['--help'])).text).toContain('Usage: npm run outbox');
  });
});
