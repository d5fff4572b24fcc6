import { element } from './element';
import { timeText } from './field-view';
import { messageOf, showNotification } from './notification';
import { ask } from './rest';

interface CommentJson {
  text: string;
  createdAt: string;
  creator: { name: string };
}

function note({ text, createdAt, creator }: CommentJson): HTMLElement {
  const head = element(
    'p',
    {},
    element('b', {}, creator.name),
    element('time', { datetime: createdAt }, timeText(createdAt)),
  );
  return element('article', { class: 'k-note' }, head, element('p', { class: 'k-text' }, text));
}

/** The column of comments beside a record. */
export class Comments {
  readonly host = element('aside', { class: 'k-side', 'aria-label': 'コメント' });
  readonly #app: string;
  readonly #list = element('div', { class: 'k-notes' });
  readonly #input = element('textarea', {
    class: 'k-comment',
    placeholder: 'コメントする',
    'aria-label': 'コメントする',
    rows: '1',
  });
  #record = 0;

  constructor(app: string) {
    this.#app = app;
    const send = element('button', { class: 'k-button low', type: 'submit' }, '書き込む');
    const form = element(
      'form',
      {
        class: 'k-write',
        submit: (event) => {
          event.preventDefault();
          this.#add();
        },
      },
      this.#input,
      send,
    );
    const tabs = element(
      'div',
      { class: 'k-tabs', 'aria-hidden': 'true' },
      element('span', { class: 'on' }, 'コメント'),
      element('span', {}, '変更履歴'),
    );
    this.host.append(tabs, form, this.#list);
  }

  async show(record: number): Promise<void> {
    this.#record = record;
    try {
      const answer = await ask('/k/page/record/comments', 'GET', { app: this.#app, record });
      if (record === this.#record) {
        this.#list.replaceChildren(...(answer as { comments: CommentJson[] }).comments.map(note));
      }
    } catch {
      this.#list.replaceChildren();
    }
  }

  async #add(): Promise<void> {
    const text = this.#input.value.trim();
    if (text === '') {
      return;
    }
    try {
      await ask('/k/page/record/comment', 'POST', {
        app: this.#app,
        record: this.#record,
        comment: { text },
      });
      this.#input.value = '';
      await this.show(this.#record);
    } catch (error) {
      await showNotification('ERROR', messageOf(error));
    }
  }
}
