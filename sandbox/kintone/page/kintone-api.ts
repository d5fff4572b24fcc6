import type { PageData } from '../page-data';
import type { RecordJson } from '../state/record';
import { fire, off, on } from './events';
import type { KintoneEvent } from './events';
import { showNotification } from './notification';
import { ask, getRequestToken, setRequestToken, url, urlForGet } from './rest';

/** What a screen shows just now, for the functions of `kintone.app` that ask for it. */
export interface Screen {
  recordId?: () => number | null;
  record?: () => RecordJson | null;
  space?: (id: string) => HTMLElement | null;
  fieldElement?: (code: string) => HTMLElement | null;
  fieldElements?: (code: string) => HTMLElement[] | null;
  headerMenuSpace?: () => HTMLElement | null;
  query?: () => string;
}

let screen: Screen = {};

/** Each screen says once what it shows. */
export function setScreen(current: Screen): void {
  screen = current;
}

type Callback = (value: unknown) => void;

function api(path: string, method: string, parameters: object, done?: Callback, failed?: Callback): unknown {
  const asked = ask(path, method, parameters as Record<string, unknown>);
  if (!done) {
    return asked;
  }
  asked.then(done, failed ?? ((error: unknown) => console.error(error)));
  return undefined;
}

/** Fires a `*.show` event, twice where the variant says so, and waits for what the handlers wait for. */
export async function fireShow(data: PageData, event: KintoneEvent): Promise<void> {
  document.body.setAttribute('aria-busy', 'true');
  await fire(event);
  if (data.variants.showEvents === 'twice') {
    await fire({ ...event });
  }
  document.body.removeAttribute('aria-busy');
}

/** Puts `kintone` on the window: the part of kintone's JavaScript API that README.md lists. */
export function installKintone(data: PageData): void {
  setRequestToken(data.requestToken);
  const { app, user } = data;
  const kintone = {
    events: { on, off },
    api: Object.assign(api, { url, urlForGet }),
    Promise,
    getRequestToken,
    getLoginUser: () => ({
      ...user,
      url: '',
      employeeNumber: '',
      phone: '',
      mobilePhone: '',
      extensionNumber: '',
      timezone: 'Asia/Tokyo',
    }),
    getUiVersion: () => 2,
    getDomain: () => location.hostname,
    isMobilePage: () => Promise.resolve(false),
    showNotification,
    app: {
      getId: () => (app ? Number(app.id) : null),
      getQuery: () => screen.query?.() ?? null,
      getQueryCondition: () => '',
      getFieldElements: (code: string) => screen.fieldElements?.(code) ?? null,
      getHeaderMenuSpaceElement: () => (screen.query ? (screen.headerMenuSpace?.() ?? null) : null),
      record: {
        getId: () => screen.recordId?.() ?? null,
        get: () => {
          const record = screen.record?.();
          return record ? { record: structuredClone(record) } : null;
        },
        getSpaceElement: (id: string) => screen.space?.(id) ?? null,
        getFieldElement: (code: string) => screen.fieldElement?.(code) ?? null,
        getHeaderMenuSpaceElement: () => (screen.query ? null : (screen.headerMenuSpace?.() ?? null)),
      },
    },
  };
  Object.assign(globalThis, { kintone });
}
