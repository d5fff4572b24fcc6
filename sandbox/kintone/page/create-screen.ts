import type { PageData } from '../page-data';
import type { RecordJson } from '../state/record';
import { element } from './element';
import { fire } from './events';
import type { Frame } from './frame';
import { fireShow, setScreen } from './kintone-api';
import { messageOf, showNotification } from './notification';
import { RecordForm } from './record-form';
import { ask } from './rest';

/** What a new record begins with: nothing, or the values of the record to be reused. */
async function startingRecord(app: NonNullable<PageData['app']>): Promise<RecordJson> {
  const empty = Object.fromEntries(app.fields.map(({ code, type }) => [code, { type, value: '' }]));
  const reused = new URLSearchParams(location.hash.slice(1)).get('reuse');
  if (!reused) {
    return empty;
  }
  const answer = await ask('/k/page/record', 'GET', { app: app.id, id: reused }).catch(() => null);
  return (answer as { record: RecordJson } | null)?.record ?? empty;
}

/** A record being made. */
export async function showCreateScreen(
  data: PageData,
  app: NonNullable<PageData['app']>,
  frame: Frame,
): Promise<void> {
  const form = new RecordForm(data);
  const record = await startingRecord(app);
  const event = (type: string, more: object = {}) => ({
    type,
    appId: Number(app.id),
    record: structuredClone(record),
    ...more,
  });
  const save = async (): Promise<void> => {
    const typed = form.read();
    const result = await fire(event('app.record.create.submit'));
    if (result === false || typeof result.error === 'string') {
      await showNotification('ERROR', result ? String(result.error) : '保存を取りやめました。');
      return;
    }
    try {
      const added = await ask('/k/page/record', 'POST', { app: app.id, record: typed });
      const { id } = added as { id: string };
      await fire(event('app.record.create.submit.success', { recordId: Number(id) }));
      location.assign(`/k/${app.id}/show#record=${id}`);
    } catch (error) {
      form.mark(error);
      await showNotification('ERROR', messageOf(error));
    }
  };

  frame.crumb.replaceChildren(
    element('a', { href: `/k/${app.id}/` }, `アプリ：${app.name}`),
    element('span', {}, '›'),
    'レコードの追加',
  );
  frame.tools.classList.add('editing');
  frame.tools.replaceChildren(
    element('a', { class: 'k-button', href: `/k/${app.id}/` }, 'キャンセル'),
    element('button', { class: 'k-button main', type: 'button', click: () => save() }, '保存'),
  );
  frame.main.append(form.host);
  form.draw(record, 'edit');
  setScreen({ record: () => record, space: (id) => form.space(id) });
  await fireShow(data, event('app.record.create.show', { reuse: location.hash !== '' }));
}
