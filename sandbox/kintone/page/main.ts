import type { PageData } from '../page-data';
import { showCreateScreen } from './create-screen';
import { loadCustomization } from './customization';
import { DetailScreen } from './detail-screen';
import { element } from './element';
import { drawFrame } from './frame';
import { icon } from './icon';
import { installKintone } from './kintone-api';
import { showListScreen } from './list-screen';
import { drawSandboxPane } from './sandbox-pane';

const data = JSON.parse(document.getElementById('page-data')?.textContent ?? '') as PageData;

installKintone(data);
const frame = drawFrame(data);
drawSandboxPane(data);
await loadCustomization(data.customization);

const { app, screen } = data;
if (!app) {
  const apps = data.apps.map(({ id, name, icon: mark }) =>
    element('a', { href: `/k/${id}/` }, element('span', { class: 'k-appicon' }, icon(mark)), name),
  );
  frame.crumb.remove();
  frame.tools.remove();
  frame.main.append(element('section', { class: 'k-portal' }, element('h2', {}, 'アプリ'), ...apps));
} else if (screen === 'list') {
  await showListScreen(data, app, frame);
} else if (screen === 'create') {
  await showCreateScreen(data, app, frame);
} else {
  await new DetailScreen(data, app, frame).show();
}
