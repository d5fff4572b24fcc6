import type { PageData } from '../page-data';
import { element } from './element';
import type { Attributes } from './element';
import { icon } from './icon';
import type { IconName } from './icon';

/** The parts of the page a screen fills. */
export interface Frame {
  crumb: HTMLElement;
  tools: HTMLElement;
  main: HTMLElement;
}

function inert(name: IconName): HTMLElement {
  return element('span', { class: 'k-icon', 'aria-hidden': 'true' }, icon(name));
}

function header(data: PageData): HTMLElement {
  return element(
    'header',
    { class: 'k-head' },
    inert('menu'),
    element('a', { class: 'k-icon', href: '/k/', 'aria-label': 'ポータル', title: 'ポータル' }, icon('home')),
    inert('bell'),
    inert('star'),
    element('span', { class: 'k-grow' }),
    element('span', { class: 'k-user' }, data.user.name),
    inert('gear'),
    element('span', { class: 'k-search', 'aria-hidden': 'true' }, '全体検索', icon('search', 'small')),
  );
}

function title(data: PageData): HTMLElement {
  const { app } = data;
  const name = element('h1', {}, app ? element('a', { href: `/k/${app.id}/` }, app.name) : 'ポータル');
  const mark = element('span', { class: 'k-appicon' }, icon(app?.icon ?? 'home'));
  return element('div', { class: 'k-title' }, mark, name);
}

/** Draws kintone's frame; what lies beside it is the sandbox's. */
export function drawFrame(data: PageData): Frame {
  const crumb = element('p', { class: 'k-crumb' });
  const tools = element('div', { class: 'k-tools' });
  const main = element('main', { class: 'k-main' });
  const page = element('div', { class: 'k-scroll' }, header(data), title(data), crumb, tools, main);
  document.body.append(page);
  return { crumb, tools, main };
}

/** A tool of the toolbar: an icon with its words for the keyboard and the ear. */
export function tool(name: IconName, label: string, attributes: Attributes = {}): HTMLButtonElement {
  return element(
    'button',
    { class: 'k-icon', type: 'button', 'aria-label': label, title: label, ...attributes },
    icon(name),
  );
}

/** The same for a link. */
export function toolLink(name: IconName, label: string, href: string | null): HTMLElement {
  const words = { 'aria-label': label, title: label };
  return href === null
    ? element('span', { class: 'k-icon off', 'aria-hidden': 'true' }, icon(name))
    : element('a', { class: 'k-icon', href, ...words }, icon(name));
}
