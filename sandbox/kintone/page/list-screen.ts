import type { PageData } from '../page-data';
import type { RecordJson } from '../state/record';
import { element } from './element';
import { fieldView, isNumeric } from './field-view';
import { toolLink } from './frame';
import type { Frame } from './frame';
import { icon } from './icon';
import { fireShow, setScreen } from './kintone-api';
import { messageOf } from './notification';
import { ask } from './rest';

const PAGE = 20;

type App = NonNullable<PageData['app']>;

function table(app: App, codes: string[], records: RecordJson[]): HTMLElement {
  const fields = codes.flatMap((code) => app.fields.find((field) => field.code === code) ?? []);
  const head = element('tr', {}, element('th', {}, element('span', { class: 'k-hidden' }, '詳細')));
  head.append(...fields.map((field) => element('th', {}, field.label)));
  const rows = records.map((record) => {
    const href = `/k/${app.id}/show#record=${String(record.$id?.value)}`;
    const open = element(
      'a',
      { href, 'aria-label': 'レコードの詳細を表示する', title: 'レコードの詳細を表示する' },
      icon('document', 'small'),
    );
    const cells = fields.map((field) => {
      const digits = field.type === 'NUMBER' ? 'num right' : 'num';
      const cell = element('td', { class: isNumeric(field) ? digits : '', 'data-field': field.code });
      cell.append(fieldView(field, record[field.code]?.value));
      return cell;
    });
    return element('tr', {}, element('td', {}, open), ...cells);
  });
  return element('table', { class: 'k-list' }, element('thead', {}, head), element('tbody', {}, ...rows));
}

function address(app: App, view: string, offset: number): string {
  return `/k/${app.id}/?${new URLSearchParams({ view, offset: String(offset) })}`;
}

function viewMenu(app: App, current: string): HTMLElement {
  const menu = element('select', { class: 'k-view', 'aria-label': '一覧' });
  menu.append(
    ...app.views.map(({ id, name }) => element('option', { value: id, selected: id === current }, name)),
  );
  menu.addEventListener('change', () => location.assign(address(app, menu.value, 0)));
  return menu;
}

/** The app's records in a view; views and pages are addresses of their own. */
export async function showListScreen(data: PageData, app: App, frame: Frame): Promise<void> {
  const wanted = new URLSearchParams(location.search);
  const view = app.views.find(({ id }) => id === wanted.get('view')) ?? app.views[0];
  const offset = Math.max(0, Number(wanted.get('offset')) || 0);
  if (!view) {
    return;
  }
  const query = `order by ${view.sort} limit ${PAGE} offset ${offset}`;
  frame.crumb.replaceChildren(element('a', { href: `/k/${app.id}/` }, `アプリ：${app.name}`));
  let records: RecordJson[];
  let total: number;
  try {
    const answer = await ask('/k/page/records', 'GET', { app: app.id, query, totalCount: true });
    records = (answer as { records: RecordJson[] }).records;
    total = Number((answer as { totalCount: string }).totalCount);
  } catch (error) {
    frame.main.append(element('p', { class: 'k-empty' }, messageOf(error)));
    return;
  }
  const last = offset + records.length;
  const menuSpace = element('span', { class: 'k-menu-space' });
  const shown = records.length > 0 ? `${offset + 1} - ${last}（${total}件中）` : '';
  frame.tools.replaceChildren(
    viewMenu(app, view.id),
    element('span', { class: 'k-icon', 'aria-hidden': 'true' }, icon('filter')),
    menuSpace,
    element('span', { class: 'k-grow' }),
    ...(app.rights.includes('add') ? [toolLink('plus', 'レコードを追加する', `/k/${app.id}/edit`)] : []),
    element('span', { class: 'k-small num' }, shown),
    toolLink('previous', '前のページ', offset > 0 ? address(app, view.id, Math.max(0, offset - PAGE)) : null),
    toolLink('next', '次のページ', last < total ? address(app, view.id, last) : null),
  );
  frame.main.classList.add('k-body');
  frame.main.append(
    records.length > 0
      ? table(app, view.fields, records)
      : element('p', { class: 'k-empty' }, 'データがありません。'),
  );
  setScreen({
    query: () => query,
    headerMenuSpace: () => menuSpace,
    fieldElements: (code) => [
      ...frame.main.querySelectorAll<HTMLElement>(`td[data-field="${CSS.escape(code)}"]`),
    ],
  });
  await fireShow(data, {
    type: 'app.record.index.show',
    appId: Number(app.id),
    viewId: Number(view.id),
    viewName: view.name,
    viewType: 'list',
    offset,
    size: records.length,
    date: null,
    records: structuredClone(records),
  });
}
