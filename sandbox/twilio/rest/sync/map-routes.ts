import type { Exchange } from '../../http/exchange';
import type { Route } from '../../http/router';
import { newSid } from '../../sid';
import { notFound } from '../rest-error';
import { readUniqueName } from './document-routes';
import { readExpiry } from './entry';
import { listPage } from './page';
import { ObjectRate } from './rate';
import type { SyncOwner } from './sync-json';
import { mapJson, serviceUrl } from './sync-json';
import type { SyncMap, SyncStore } from './sync-store';

/** The Maps resource: https://www.twilio.com/docs/sync/api/map-resource */
export function mapRoutes(store: SyncStore, owner: SyncOwner): Route[] {
  const base = `^/v1/Services/(?:${owner.serviceSid}|default)/Maps`;
  const one = new RegExp(`${base}/([^/]+)$`);

  return [
    {
      method: 'POST',
      path: new RegExp(`${base}$`),
      handle: async (exchange) => {
        const form = await exchange.form();
        const now = new Date();
        const map: SyncMap = {
          sid: newSid('MP'),
          uniqueName: readUniqueName(form),
          rate: new ObjectRate(),
          createdAt: now,
          updatedAt: now,
          expiresAt: readExpiry(form, 'CollectionTtl', 'Ttl') ?? null,
          revision: 0,
          items: new Map(),
        };
        store.maps.add(map);
        exchange.answerJson(201, mapJson(map, owner));
      },
    },
    {
      method: 'GET',
      path: new RegExp(`${base}$`),
      handle: (exchange) =>
        exchange.answerJson(
          200,
          listPage(store.maps.all(), {
            query: exchange.url.searchParams,
            url: `${serviceUrl(owner)}/Maps`,
            key: 'maps',
            show: (map) => mapJson(map, owner),
          }),
        ),
    },
    {
      method: 'GET',
      path: one,
      handle: (exchange, [name = '']) => {
        const map = findMap(store, exchange, name);
        map.rate.count('read');
        exchange.answerJson(200, mapJson(map, owner));
      },
    },
    {
      method: 'POST',
      path: one,
      handle: async (exchange, [name = '']) => {
        const form = await exchange.form();
        const map = findMap(store, exchange, name);
        map.rate.count('write');
        map.expiresAt = readExpiry(form, 'CollectionTtl', 'Ttl') ?? map.expiresAt;
        touch(map);
        exchange.answerJson(200, mapJson(map, owner));
      },
    },
    {
      method: 'DELETE',
      path: one,
      handle: (exchange, [name = '']) => {
        const map = findMap(store, exchange, name);
        map.rate.count('write');
        store.maps.remove(map);
        exchange.answer(204);
      },
    },
  ];
}

/** Throws 404 when there is no such map. */
export function findMap(store: SyncStore, exchange: Exchange, name: string): SyncMap {
  const map = store.maps.find(name);
  if (!map) {
    throw notFound(exchange.url.pathname);
  }
  return map;
}

/** Every change of an item is a change of its map. */
export function touch(map: SyncMap): void {
  map.revision += 1;
  map.updatedAt = new Date();
}
