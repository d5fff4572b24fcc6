import { element } from './element';

/** A labelled choice of the dark pane. */
export function menu(
  label: string,
  options: Array<[value: string, label: string]>,
  chosen: string,
  change: (value: string) => void,
): HTMLLabelElement & { select: HTMLSelectElement } {
  const select = element('select', { change: () => change(select.value) });
  select.append(
    ...options.map(([value, words]) => element('option', { value, selected: value === chosen }, words)),
  );
  return Object.assign(element('label', {}, element('span', {}, label), select), { select });
}

/** A part of the pane that is folded away; only one is open at a time, so that the phone stays in view. */
export function fold(title: Node | string, ...inside: HTMLElement[]): HTMLDetailsElement {
  return element('details', { name: 'sandbox' }, element('summary', {}, title), ...inside);
}

type Action = [words: string, click: () => void];

/** Buttons that belong together, in one row or more. */
export function buttons(label: string, ...rows: Action[][]): HTMLElement {
  return element(
    'div',
    { class: 'sandbox-group', role: 'group', 'aria-label': label },
    element('p', {}, label),
    ...rows.map((row) =>
      element(
        'div',
        { class: 'sandbox-row' },
        ...row.map(([words, click]) => element('button', { type: 'button', click }, words)),
      ),
    ),
  );
}
