import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MICROPHONE_TONE_HZ } from '../../sandbox/browser';
import { callAndTalk, MINATO } from './acts';
import type { Rep } from './rep';
import { openStage, type Stage } from './stage';

const KITAYAMA = 2;

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterEach(async () => {
  stage.sandbox.kintone.setVariant({
    spaceElement: 'new',
    detailChange: 'same-document',
    showEvents: 'once',
  });
  await stage.clear();
});
afterAll(() => stage?.close());

async function showsRecord(rep: Rep, company: string): Promise<void> {
  await expect
    .poll(() => rep.page.locator('body').innerText(), { message: `kintone never showed ${company}` })
    .toContain(company);
}

/** The buttons of the product that stand in the record's space. */
function buttonsInSpace(rep: Rep, name: string): Promise<number> {
  return rep.page.locator('.kp-call').getByRole('button', { name, exact: true }).count();
}

describe.each([
  ['keeps the space’s element, events come once', { spaceElement: 'same', showEvents: 'once' }],
  ['draws the form anew, events come once', { spaceElement: 'new', showEvents: 'once' }],
  ['keeps the space’s element, events come twice', { spaceElement: 'same', showEvents: 'twice' }],
  ['draws the form anew, events come twice', { spaceElement: 'new', showEvents: 'twice' }],
] as const)('where kintone %s', (_, variants) => {
  it('exactly one 発信 stands on each record, over paging, edit, save and cancel', async () => {
    stage.sandbox.kintone.setVariant(variants);
    const rep = await stage.rep();
    await rep.openCustomer(MINATO);
    const one = async (when: string): Promise<void> => {
      await rep.button('発信').waitFor();
      // Long enough for a second button to be drawn by a late event.
      await rep.page.waitForTimeout(150);
      expect(await buttonsInSpace(rep, '発信'), `${when} there was not exactly one 発信`).toBe(1);
    };
    await one('on opening');
    await rep.kintoneTool('次のレコード');
    await showsRecord(rep, '052-123-4507');
    await one('after paging');
    expect(
      await rep.page.locator('.kp-line').innerText(),
      'the button shows another customer’s number',
    ).toContain('052-123-4507');
    await rep.kintoneTool('レコードを編集する');
    await rep.page.getByRole('button', { name: 'キャンセル' }).waitFor();
    expect(await buttonsInSpace(rep, '発信'), 'a number that is being edited could be called').toBe(0);
    await rep.kintoneTool('キャンセル');
    await one('after cancelling an edit');
    await rep.kintoneTool('レコードを編集する');
    await rep.kintoneTool('保存');
    await one('after saving');
  });

  it('a call goes on over paging and edit, and says with whom', async () => {
    stage.sandbox.kintone.setVariant(variants);
    const rep = await stage.rep();
    await rep.openCustomer(MINATO);
    await callAndTalk(stage, rep);

    await rep.kintoneTool('次のレコード');
    await showsRecord(rep, '052-123-4507');
    await rep.sees(/通話中.*みなと商事/, 'on another record the rep no longer saw whom they talk to');
    expect(await buttonsInSpace(rep, '通話へ戻る'), 'the next record offered a second call').toBe(1);
    await rep.page.locator('.kp-line', { hasText: 'みなと商事 山田様と通話中です' }).waitFor();
    await rep.clicks('通話へ戻る');
    await showsRecord(rep, '03-1234-5601');
    await expect
      .poll(() => buttonsInSpace(rep, '切断'), { message: 'back on the record of the call 切断 was missing' })
      .toBe(1);

    await rep.kintoneTool('レコードを編集する');
    await rep.sees(/通話中.*みなと商事/, 'editing a record in a call hid the call');
    await rep.kintoneTool('保存');
    await rep.sees(/通話中.*みなと商事/, 'saving a record in a call hid the call');
    await rep.hears(MICROPHONE_TONE_HZ, 'paging and editing cut the voice');
    expect(await stage.callee.liveCalls(), 'paging and editing ended the call').toBe(1);
    await rep.clicks('切断');
    await rep.sees('通話を終了しました', 'after paging and editing 切断 did nothing');
    await expect.poll(() => stage.callee.liveCalls(), { message: 'the customer stayed on the line' }).toBe(0);
  });
});

describe('leaving the page in a call', () => {
  it.each([
    ['paging, where kintone loads another page for it', 'new-document', '次のレコード'],
    ['going back to the list', 'same-document', null],
  ] as const)('asks first: %s', async (_, detailChange, tool) => {
    stage.sandbox.kintone.setVariant({ detailChange });
    const rep = await stage.rep();
    await rep.openCustomer(MINATO);
    await callAndTalk(stage, rep);
    const leave = async (): Promise<void> => {
      await (tool
        ? rep.kintoneTool(tool)
        : rep.page.locator('a[href="/k/1/"]').first().click({ noWaitAfter: true }));
    };

    const stayed = rep.answersQuestion('dismiss');
    await leave();
    expect(await stayed, 'a slip of the hand cut the call without a question').toBe('beforeunload');
    await rep.sees('通話中', 'the rep chose to stay and the call was gone');
    await rep.hears(MICROPHONE_TONE_HZ, 'the rep chose to stay and the voice was gone');

    const left = rep.answersQuestion('accept');
    await leave();
    await left;
    await expect
      .poll(() => stage.callee.liveCalls(), {
        message: 'the rep had left the page, and the customer stayed on the line',
      })
      .toBe(0);
  });

  it('does not ask without a call', async () => {
    const rep = await stage.rep();
    await rep.openCustomer(MINATO);
    let asked = false;
    rep.page.on('dialog', (dialog) => {
      asked = true;
      void dialog.accept();
    });
    await rep.page.goto(`${stage.sandbox.world.origins.kintone}/k/1/`);
    expect(asked, 'leaving a record without a call was made tedious').toBe(false);
  });
});

describe('a record', () => {
  it.each([
    [6, '電話番号が入力されていません'],
    [7, '1つの欄に複数の番号があります'],
    [8, 'この番号（0570など）への発信は許可されていません'],
    [9, '110・119などの番号にはこの画面から発信できません'],
    [10, '電話番号として読み取れません：「担当者の名刺を参照」'],
  ])('%i that cannot be called says why, and a click makes no call', async (record, why) => {
    const rep = await stage.rep();
    await rep.openCustomer(record);
    expect(
      await rep.page.locator('.kp-line').innerText(),
      'a number could not be called and nobody said why',
    ).toContain(why);
    const before = stage.sandbox.twilio.calls().length;
    await rep.button('発信').click({ force: true });
    await rep.page.waitForTimeout(300);
    expect(stage.sandbox.twilio.calls().length, 'a number that may not be called was called').toBe(before);
  });

  it('with a full-width number is called at the number a person reads', async () => {
    const rep = await stage.rep();
    await rep.openCustomer(5);
    await rep.clicks('発信');
    expect((await stage.callee.rings()).to, 'a full-width number rang somebody else').toBe('+81451239034');
  });

  it('without the space on its form: one word to administrators in the console, and nothing breaks', async () => {
    stage.sandbox.kintone.setVariant({ spaceElement: 'absent' });
    const rep = await stage.rep();
    const notices: string[] = [];
    rep.page.on('console', (message) => notices.push(message.text()));
    await rep.page.goto(`${stage.sandbox.world.origins.kintone}/k/1/show#record=${MINATO}`);
    await showsRecord(rep, '03-1234-5601');
    await rep.kintoneTool('次のレコード');
    await showsRecord(rep, '052-123-4507');
    expect(
      notices.filter((text) => text.includes('connectButtonSpace')).length,
      'an administrator could not find out why there is no 発信',
    ).toBe(1);
  });

  it('of someone who never calls asks nothing of anybody', async () => {
    const rep = await stage.rep();
    const asked: string[] = [];
    rep.page.on('request', (request) => {
      if (
        new URL(request.url()).origin !== stage.sandbox.world.origins.kintone ||
        request.method() !== 'GET'
      ) {
        asked.push(`${request.method()} ${request.url()}`);
      }
    });
    await rep.openCustomer(KITAYAMA);
    await rep.page.waitForTimeout(1500);
    const ofTheCalleesPane = `GET ${stage.sandbox.world.origins.twilio}/`;
    expect(
      asked.filter((line) => !line.startsWith(ofTheCalleesPane)),
      'reading a record cost requests nobody asked for',
    ).toEqual([]);
    expect(stage.sandbox.twilio.openSockets(), 'reading a record opened a line nobody asked for').toBe(0);
  });
});
