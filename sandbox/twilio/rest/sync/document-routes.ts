import type { Exchange } from '../../http/exchange';
import type { Route } from '../../http/router';
import { newSid } from '../../sid';
import { notFound, RestError } from '../rest-error';
import { change, expectRevision, newEntry, readData, readExpiry } from './entry';
import { listPage } from './page';
import { ObjectRate } from './rate';
import type { SyncOwner } from './sync-json';
import { documentJson, serviceUrl } from './sync-json';
import type { SyncDocument, SyncStore } from './sync-store';

/** What the dictionary of errors calls a document's revision mismatch. */
const REVISION_MISMATCH = 54103;
const NAME = /^[^\s/]{1,320}$/;

/** A unique name of a new object; null where none was sent. */
export function readUniqueName(form: URLSearchParams): string | null {
  const name = form.get('UniqueName');
  if (name !== null && (!NAME.test(name) || /^(?:ET|MP)[0-9a-f]{32}$/.test(name))) {
    throw new RestError(400, 54302, 'Invalid unique name');
  }
  return name;
}

/** The Documents resource: https://www.twilio.com/docs/sync/api/document-resource */
export function documentRoutes(store: SyncStore, owner: SyncOwner): Route[] {
  const base = `^/v1/Services/(?:${owner.serviceSid}|default)/Documents`;
  const one = new RegExp(`${base}/([^/]+)$`);

  const find = (exchange: Exchange, name: string): SyncDocument => {
    const document = store.documents.find(name);
    if (!document) {
      throw notFound(exchange.url.pathname);
    }
    return document;
  };
  const answer = (exchange: Exchange, status: number, document: SyncDocument) => {
    exchange.answerJson(status, documentJson(document, owner), {
      ETag: `"${document.revision.toString(16)}"`,
    });
  };

  return [
    {
      method: 'POST',
      path: new RegExp(`${base}$`),
      handle: async (exchange) => {
        const form = await exchange.form();
        const document: SyncDocument = {
          ...newEntry(readData(form) ?? {}, readExpiry(form, 'Ttl') ?? null),
          sid: newSid('ET'),
          uniqueName: readUniqueName(form),
          rate: new ObjectRate(),
        };
        store.documents.add(document);
        document.rate.count('write');
        answer(exchange, 201, document);
      },
    },
    {
      method: 'GET',
      path: new RegExp(`${base}$`),
      handle: (exchange) =>
        exchange.answerJson(
          200,
          listPage(store.documents.all(), {
            query: exchange.url.searchParams,
            url: `${serviceUrl(owner)}/Documents`,
            key: 'documents',
            show: (document) => documentJson(document, owner),
          }),
        ),
    },
    {
      method: 'GET',
      path: one,
      handle: (exchange, [name = '']) => {
        const document = find(exchange, name);
        document.rate.count('read');
        answer(exchange, 200, document);
      },
    },
    {
      method: 'POST',
      path: one,
      handle: async (exchange, [name = '']) => {
        const form = await exchange.form();
        const document = find(exchange, name);
        document.rate.count('write');
        expectRevision(document, exchange.header('if-match'), REVISION_MISMATCH);
        change(document, { data: readData(form), expiresAt: readExpiry(form, 'Ttl') });
        answer(exchange, 200, document);
      },
    },
    {
      method: 'DELETE',
      path: one,
      handle: (exchange, [name = '']) => {
        const document = find(exchange, name);
        document.rate.count('write');
        store.documents.remove(document);
        exchange.answer(204);
      },
    },
  ];
}
