import type { Field } from '../state/field';
import type { PageData } from '../page-data';
import type { RecordJson } from '../state/record';
import { element } from './element';
import { fieldInput } from './field-input';
import type { FieldInput } from './field-input';
import { fieldView, isNumeric } from './field-view';

interface Cell {
  field: Field;
  /** Holds the value or the control; drawn anew on each change. */
  slot: HTMLElement;
  input: FieldInput | null;
}

/**
 * The record's form. With the variant `same` the rows and spaces stay, and only values are drawn anew; with `new`
 * all of it is, as if it were another page.
 */
export class RecordForm {
  readonly host = element('div', { class: 'k-record' });
  readonly #data: PageData;
  #cells: Cell[] = [];
  #spaces = new Map<string, HTMLElement>();

  constructor(data: PageData) {
    this.#data = data;
  }

  draw(record: RecordJson, mode: 'view' | 'edit'): void {
    if (this.#cells.length === 0 || this.#data.variants.spaceElement !== 'same') {
      this.#build();
    }
    for (const cell of this.#cells) {
      const value = record[cell.field.code]?.value;
      cell.input = mode === 'edit' ? fieldInput(cell.field, value, this.#data.sandbox.people) : null;
      const view = element('div', { class: isNumeric(cell.field) ? 'value num' : 'value' });
      view.append(fieldView(cell.field, value));
      cell.slot.replaceChildren(cell.input?.control ?? view);
    }
  }

  /** What has been typed, as REST takes it. */
  read(): Record<string, { value: unknown }> {
    const record: Record<string, { value: unknown }> = {};
    for (const { field, input } of this.#cells) {
      if (input) {
        record[field.code] = { value: input.read() };
      }
    }
    return record;
  }

  /** Shows what is wrong at the fields a refusal names; tells how many. */
  mark(error: unknown): number {
    const errors = (error as { errors?: Record<string, { messages: string[] }> } | null)?.errors ?? {};
    let count = 0;
    for (const { field, slot } of this.#cells) {
      slot.querySelector('.k-wrong')?.remove();
      const messages = errors[`record.${field.code}.value`]?.messages;
      if (messages) {
        slot.append(element('p', { class: 'k-wrong', role: 'alert' }, messages.join(' ')));
        count += 1;
      }
    }
    return count;
  }

  space(id: string): HTMLElement | null {
    return this.#spaces.get(id) ?? null;
  }

  /** The element of a shown value; null while it is being edited, as in kintone. */
  value(code: string): HTMLElement | null {
    const cell = this.#cells.find(({ field }) => field.code === code);
    return cell && !cell.input ? cell.slot.querySelector<HTMLElement>('.value') : null;
  }

  #build(): void {
    this.#cells = [];
    this.#spaces = new Map();
    const { fields, layout } = this.#data.app ?? { fields: [], layout: [] };
    const rows = layout.map((items) => {
      const row = element('div', { class: 'k-row' });
      for (const item of items) {
        const box = element('div');
        box.style.width = `${item.width}px`;
        if ('space' in item) {
          box.className = 'k-space';
          const space = element('div', { id: `user-js-${item.space}` });
          space.style.minHeight = `${item.height ?? 0}px`;
          this.#spaces.set(item.space, space);
          box.append(space);
        } else {
          const field = fields.find(({ code }) => code === item.field);
          if (!field) {
            continue;
          }
          const slot = element('div', { class: 'k-slot' });
          slot.style.setProperty('--height', `${item.height ?? 36}px`);
          const star = field.required
            ? element('span', { class: 'k-star', 'aria-label': '必須' }, '*')
            : null;
          box.className = 'k-field';
          box.append(element('span', { class: 'k-label' }, field.label, star), slot);
          this.#cells.push({ field, slot, input: null });
        }
        row.append(box);
      }
      return row;
    });
    this.host.replaceChildren(...rows);
  }
}
