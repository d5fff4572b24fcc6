import { layoutOf } from '../rest/app-form';
import { rightsIn } from '../state/permission';
import type { App } from '../state/app';
import type { CustomizationEntry } from '../state/customization';
import type { PageData, SandboxCustomer } from '../page-data';
import type { Session, World } from '../state/world';
import type { Language } from '../state/user';
import { redirect, text } from './message';
import type { Answer, HttpRequest } from './message';
import { firstRep, logIn, sessionOf } from './session';
import { renderShell } from './shell';
import type { ShellOptions } from './shell';

export interface PageOptions extends ShellOptions {
  port: number;
  calleePhoneUrl: string | null;
}

const SCREENS: Record<string, PageData['screen']> = { '': 'list', show: 'detail', edit: 'create' };

function addressOf(app: App, entry: CustomizationEntry): string {
  return entry.type === 'URL'
    ? entry.url
    : `/k/api/js/download.do?app=${app.id}&contentId=${entry.fileKey}&jsType=DESKTOP`;
}

function customizationFor(app: App | undefined, session: Session): PageData['customization'] {
  const settings = app?.live.customization;
  const isManager = app !== undefined && rightsIn(app, { kind: 'user', user: session.user }).has('manage');
  if (!app || !settings || settings.scope === 'NONE' || (settings.scope === 'ADMIN' && !isManager)) {
    return { js: [], css: [] };
  }
  return {
    js: settings.desktop.js.map((entry) => addressOf(app, entry)),
    css: settings.desktop.css.map((entry) => addressOf(app, entry)),
  };
}

const CALLER = /^0(?!120|570|800|990)\d[\d-]{7,11}$/;
const MOST_CALLERS = 6;

/** Customers whose number one can be called from, and one whom nobody has written down. */
function callingCustomers(world: World): SandboxCustomer[] {
  const customers = [...(world.apps.get('1')?.records.values() ?? [])].map(({ id, values }) => ({
    name: String(values.会社名 ?? ''),
    tel: String(values.TEL ?? ''),
    record: String(id),
  }));
  const known = customers
    .filter(({ tel }) => CALLER.test(tel))
    .slice(0, MOST_CALLERS)
    .map(({ name, tel, record }) => ({ name, number: tel.replaceAll('-', ''), record }));
  return [...known, { name: '登録のない番号', number: '0312349999', record: null }];
}

function pageData(
  world: World,
  session: Session,
  app: App | undefined,
  screen: PageData['screen'],
  calleePhoneUrl: string | null,
): PageData {
  const { id, code, name, email, language, isGuest } = session.user;
  return {
    screen,
    user: { id, code, name, email, language, isGuest },
    requestToken: session.requestToken,
    apps: [...world.apps.values()].map((one) => ({ id: one.id, name: one.name, icon: one.icon })),
    app: app
      ? {
          id: app.id,
          name: app.name,
          icon: app.icon,
          fields: app.fields,
          layout: layoutOf(app, world.variants),
          views: app.views,
          rights: [...rightsIn(app, { kind: 'user', user: session.user })],
        }
      : null,
    customization: customizationFor(app, session),
    variants: world.variants,
    sandbox: {
      calleePhoneUrl,
      people: [...world.users.values()].map((user) => ({ code: user.code, name: user.name })),
      customers: callingCustomers(world),
    },
  };
}

/** `?as=<login code>`, and `&language=en` for a rep whose kintone is in English: logs in and drops both. */
function switchUser(world: World, request: HttpRequest, port: number): Answer | undefined {
  const as = request.query.get('as');
  if (as === null) {
    return undefined;
  }
  const user = world.users.get(as);
  if (!user) {
    return text(404, `no such user: ${as}`);
  }
  const language = request.query.get('language');
  if (language === 'ja' || language === 'en') {
    user.language = language satisfies Language;
  }
  const rest = new URLSearchParams(request.query);
  rest.delete('as');
  rest.delete('language');
  const [, cookie] = logIn(world, user, port);
  const query = rest.size > 0 ? `?${rest}` : '';
  return redirect(`/${request.path.replace(/^\/+/, '')}${query}`, { 'set-cookie': cookie });
}

/** A page of kintone's: portal, list, detail, create. Nobody logged in: the first rep is, from then on. */
export function answerPage(world: World, request: HttpRequest, options: PageOptions): Answer {
  const switched = switchUser(world, request, options.port);
  if (switched) {
    return switched;
  }
  if (request.path === '/' || request.path === '/k') {
    return redirect('/k/');
  }
  const [, appId, place] = /^\/k\/(?:(\d+)\/(|show|edit))?$/.exec(request.path) ?? [];
  const app = appId === undefined ? undefined : world.apps.get(appId);
  const screen = app ? SCREENS[place ?? ''] : 'portal';
  if (screen === undefined || (!app && request.path !== '/k/')) {
    return /^\/k\/\d+$/.test(request.path) ? redirect(`${request.path}/`) : text(404, 'not found');
  }
  const known = sessionOf(world, request, options.port);
  const [session, cookie] = known ? [known, ''] : logIn(world, firstRep(world), options.port);
  const data = pageData(world, session, app, screen, options.calleePhoneUrl);
  const page = renderShell(
    app ? `${app.name} - kintone（サンドボックス）` : 'kintone（サンドボックス）',
    data,
    options,
  );
  return cookie ? { ...page, headers: { ...page.headers, 'set-cookie': cookie } } : page;
}
