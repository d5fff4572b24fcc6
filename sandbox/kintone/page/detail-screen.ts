import type { PageData } from '../page-data';
import type { RecordJson } from '../state/record';
import { Comments } from './comments';
import { drawTools } from './detail-tools';
import { element } from './element';
import { fire } from './events';
import type { Frame } from './frame';
import { fireShow, setScreen } from './kintone-api';
import { messageOf, showNotification } from './notification';
import { RecordForm } from './record-form';
import { ask } from './rest';

interface Place {
  id: number;
  mode: 'view' | 'edit';
}

function placeInHash(): Place {
  const hash = new URLSearchParams(location.hash.slice(1));
  return { id: Number(hash.get('record')), mode: hash.get('mode') === 'edit' ? 'edit' : 'view' };
}

/** The form's first field is what a record goes by. */
function titleOf(app: NonNullable<PageData['app']>, record: RecordJson): string {
  const first = app.layout[0]?.[0];
  return first && 'field' in first ? String(record[first.field]?.value ?? '') : '';
}

/** A record, shown and edited. Its place is in the hash; paging, editing, saving and cancelling change only that. */
export class DetailScreen {
  readonly #data: PageData;
  readonly #app: NonNullable<PageData['app']>;
  readonly #frame: Frame;
  readonly #form: RecordForm;
  readonly #comments: Comments;
  readonly #menuSpace = element('span', { class: 'k-menu-space' });
  #place: Place = { id: 0, mode: 'view' };
  #record: RecordJson | null = null;
  /** Rises with each change of place; what belongs to an earlier one is dropped. */
  #turn = 0;

  constructor(data: PageData, app: NonNullable<PageData['app']>, frame: Frame) {
    this.#data = data;
    this.#app = app;
    this.#frame = frame;
    this.#form = new RecordForm(data);
    this.#comments = new Comments(app.id);
    frame.main.classList.add('with-side');
    frame.main.append(this.#form.host, this.#comments.host);
    setScreen({
      recordId: () => this.#place.id,
      record: () => this.#record,
      space: (id) => this.#form.space(id),
      fieldElement: (code) => this.#form.value(code),
      headerMenuSpace: () => this.#menuSpace,
    });
    addEventListener('hashchange', () => this.show());
  }

  /** Shows what the hash says, and tells the customization. */
  async show(): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const place = placeInHash();
    try {
      const query = { app: this.#app.id, id: place.id };
      const [answer, neighbours] = await Promise.all([
        ask('/k/page/record', 'GET', query),
        ask('/k/page/neighbours', 'GET', { ...query, sort: this.#app.views[0]?.sort ?? '$id asc' }),
      ]);
      if (turn !== this.#turn) {
        return;
      }
      this.#place = place;
      this.#record = (answer as { record: RecordJson }).record;
      this.#draw(neighbours as { previous: number | null; next: number | null });
    } catch (error) {
      this.#frame.main.replaceChildren(element('p', { class: 'k-empty' }, messageOf(error)));
      return;
    }
    const type = place.mode === 'edit' ? 'app.record.edit.show' : 'app.record.detail.show';
    await fireShow(this.#data, this.#event(type));
  }

  #event(type: string): { type: string; [key: string]: unknown } {
    return {
      type,
      appId: Number(this.#app.id),
      recordId: this.#place.id,
      record: structuredClone(this.#record),
    };
  }

  #draw(neighbours: { previous: number | null; next: number | null }): void {
    const { id, mode } = this.#place;
    const record = this.#record ?? {};
    this.#form.draw(record, mode);
    this.#comments.show(id);
    drawTools({
      frame: this.#frame,
      app: this.#app,
      place: this.#place,
      title: titleOf(this.#app, record) || `${this.#app.name}: ${id}`,
      neighbours,
      menuSpace: this.#menuSpace,
      go: (next) => this.#go(next),
      save: () => this.#save(),
      remove: () => this.#remove(),
    });
  }

  #go({ id, mode }: Place): void {
    const hash = `#record=${id}${mode === 'edit' ? '&mode=edit' : ''}`;
    if (this.#data.variants.detailChange === 'new-document') {
      history.pushState(null, '', hash);
      location.reload();
    } else if (location.hash === hash) {
      this.show();
    } else {
      location.hash = hash;
    }
  }

  async #save(): Promise<void> {
    const { id } = this.#place;
    const revision = this.#record?.$revision?.value;
    const typed = this.#form.read();
    const event = this.#event('app.record.edit.submit');
    for (const [code, { value }] of Object.entries(typed)) {
      Object.assign((event.record as RecordJson)[code] ?? {}, { value });
    }
    const result = await fire(event);
    if (result === false || typeof result.error === 'string') {
      await showNotification('ERROR', result ? String(result.error) : '保存を取りやめました。');
      return;
    }
    try {
      await ask('/k/page/record', 'PUT', { app: this.#app.id, id, revision, record: typed });
      const answer = await ask('/k/page/record', 'GET', { app: this.#app.id, id });
      this.#record = (answer as { record: RecordJson }).record;
    } catch (error) {
      this.#form.mark(error);
      await showNotification('ERROR', messageOf(error));
      return;
    }
    await fire(this.#event('app.record.edit.submit.success'));
    this.#go({ id, mode: 'view' });
  }

  async #remove(): Promise<void> {
    if (!confirm('レコードを削除しますか？')) {
      return;
    }
    if ((await fire(this.#event('app.record.detail.delete.submit'))) === false) {
      return;
    }
    try {
      await ask('/k/page/records', 'DELETE', { app: this.#app.id, ids: [this.#place.id] });
      location.assign(`/k/${this.#app.id}/`);
    } catch (error) {
      await showNotification('ERROR', messageOf(error));
    }
  }
}
