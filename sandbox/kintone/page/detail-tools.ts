import type { PageData } from '../page-data';
import { element } from './element';
import { tool, toolLink } from './frame';
import type { Frame } from './frame';

interface Place {
  id: number;
  mode: 'view' | 'edit';
}

/** What stands above a record: where one is, and what one can do from here. */
export interface DetailTools {
  frame: Frame;
  app: NonNullable<PageData['app']>;
  place: Place;
  title: string;
  neighbours: { previous: number | null; next: number | null };
  menuSpace: HTMLElement;
  go: (place: Place) => void;
  save: () => void;
  remove: () => void;
}

function saveAndCancel({ place, go, save }: DetailTools): HTMLElement[] {
  const cancel = () => go({ id: place.id, mode: 'view' });
  return [
    element('button', { class: 'k-button', type: 'button', click: cancel }, 'キャンセル'),
    element('button', { class: 'k-button main', type: 'button', click: save }, '保存'),
  ];
}

function viewTools({ app, place, neighbours, menuSpace, go, remove }: DetailTools): HTMLElement[] {
  const turn = (to: number | null) => ({
    click: () => to !== null && go({ id: to, mode: 'view' }),
    disabled: to === null,
  });
  const may = (right: string) => app.rights.includes(right);
  return [
    tool('previous', '前のレコード', turn(neighbours.previous)),
    tool('next', '次のレコード', turn(neighbours.next)),
    menuSpace,
    element('span', { class: 'k-grow' }),
    ...(may('add') ? [toolLink('plus', 'レコードを追加する', `/k/${app.id}/edit`)] : []),
    ...(may('edit')
      ? [tool('edit', 'レコードを編集する', { click: () => go({ id: place.id, mode: 'edit' }) })]
      : []),
    ...(may('add') ? [toolLink('copy', 'レコードを再利用する', `/k/${app.id}/edit#reuse=${place.id}`)] : []),
    ...(may('delete') ? [tool('remove', 'レコードを削除する', { click: remove })] : []),
  ];
}

/** Draws the way back and the toolbar for this record. */
export function drawTools(tools: DetailTools): void {
  const { app, frame, place, title } = tools;
  frame.crumb.replaceChildren(
    element('a', { href: `/k/${app.id}/` }, `アプリ：${app.name}`),
    element('span', {}, '›'),
    element('a', { href: `/k/${app.id}/` }, app.views[0]?.name ?? ''),
    element('span', {}, '›'),
    title,
  );
  frame.tools.classList.toggle('editing', place.mode === 'edit');
  frame.tools.replaceChildren(...(place.mode === 'edit' ? saveAndCancel(tools) : viewTools(tools)));
}
