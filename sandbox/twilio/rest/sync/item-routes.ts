import type { Exchange } from '../../http/exchange';
import type { Route } from '../../http/router';
import { notFound, RestError } from '../rest-error';
import type { Entry } from './entry';
import { change, expectRevision, isGone, newEntry, readData, readExpiry } from './entry';
import { findMap, touch } from './map-routes';
import { listPage } from './page';
import type { SyncOwner } from './sync-json';
import { itemJson, serviceUrl } from './sync-json';
import type { SyncMap, SyncStore } from './sync-store';
import { liveItems } from './sync-store';

const REVISION_MISMATCH = 20412;
const LONGEST_KEY = 320;

function findItem(exchange: Exchange, map: SyncMap, key: string): Entry {
  const item = map.items.get(key);
  if (!item || isGone(item)) {
    throw notFound(exchange.url.pathname);
  }
  return item;
}

/** Items in the order and from the key that were asked for. */
function chosen(map: SyncMap, query: URLSearchParams): Array<[string, Entry]> {
  const items = liveItems(map);
  const descending = query.get('Order') === 'desc';
  if (descending) {
    items.reverse();
  }
  const from = query.get('From');
  if (from === null) {
    return items;
  }
  const exclusive = query.get('Bounds') === 'exclusive';
  return items.filter(([key]) => (key === from ? !exclusive : key > from !== descending));
}

function readKey(form: URLSearchParams): string {
  const key = form.get('Key') ?? '';
  if (key === '' || key.length > LONGEST_KEY) {
    throw new RestError(400, 20001, 'Key is required, at most 320 characters');
  }
  return key;
}

/** The Items of a map; a whole map is one object to the rate limits. https://www.twilio.com/docs/sync/api/map-item-resource */
export function itemRoutes(store: SyncStore, owner: SyncOwner): Route[] {
  const base = `^/v1/Services/(?:${owner.serviceSid}|default)/Maps/([^/]+)/Items`;
  const one = new RegExp(`${base}/([^/]+)$`);

  const answer = (exchange: Exchange, status: number, map: SyncMap, key: string, item: Entry) => {
    exchange.answerJson(status, itemJson(map, key, item, owner), { ETag: `"${item.revision.toString(16)}"` });
  };

  return [
    {
      method: 'POST',
      path: new RegExp(`${base}$`),
      handle: async (exchange, [name = '']) => {
        const form = await exchange.form();
        const map = findMap(store, exchange, name);
        map.rate.count('write');
        const key = readKey(form);
        const existing = map.items.get(key);
        if (existing && !isGone(existing)) {
          throw new RestError(409, 54208, 'An Item with given key already exists in the Map');
        }
        const item = newEntry(readData(form) ?? {}, readExpiry(form, 'ItemTtl', 'Ttl') ?? null);
        map.items.set(key, item);
        touch(map);
        answer(exchange, 201, map, key, item);
      },
    },
    {
      method: 'GET',
      path: new RegExp(`${base}$`),
      handle: (exchange, [name = '']) => {
        const map = findMap(store, exchange, name);
        map.rate.count('read');
        exchange.answerJson(
          200,
          listPage(chosen(map, exchange.url.searchParams), {
            query: exchange.url.searchParams,
            url: `${serviceUrl(owner)}/Maps/${map.sid}/Items`,
            key: 'items',
            show: ([key, item]) => itemJson(map, key, item, owner),
          }),
        );
      },
    },
    {
      method: 'GET',
      path: one,
      handle: (exchange, [name = '', key = '']) => {
        const map = findMap(store, exchange, name);
        map.rate.count('read');
        answer(exchange, 200, map, key, findItem(exchange, map, key));
      },
    },
    {
      method: 'POST',
      path: one,
      handle: async (exchange, [name = '', key = '']) => {
        const form = await exchange.form();
        const map = findMap(store, exchange, name);
        map.rate.count('write');
        const item = findItem(exchange, map, key);
        expectRevision(item, exchange.header('if-match'), REVISION_MISMATCH);
        change(item, { data: readData(form), expiresAt: readExpiry(form, 'ItemTtl', 'Ttl') });
        touch(map);
        answer(exchange, 200, map, key, item);
      },
    },
    {
      method: 'DELETE',
      path: one,
      handle: (exchange, [name = '', key = '']) => {
        const map = findMap(store, exchange, name);
        map.rate.count('write');
        expectRevision(findItem(exchange, map, key), exchange.header('if-match'), REVISION_MISMATCH);
        map.items.delete(key);
        touch(map);
        exchange.answer(204);
      },
    },
  ];
}
