import type { Entry } from './entry';
import type { SyncDocument, SyncMap } from './sync-store';

/** Whose objects they are. */
export interface SyncOwner {
  accountSid: string;
  serviceSid: string;
}

const ORIGIN = 'https://sync.twilio.com';

export function serviceUrl({ serviceSid }: SyncOwner): string {
  return `${ORIGIN}/v1/Services/${serviceSid}`;
}

function common(
  object: { revision: number; createdAt: Date; updatedAt: Date; expiresAt: Date | null },
  owner: SyncOwner,
) {
  return {
    account_sid: owner.accountSid,
    service_sid: owner.serviceSid,
    revision: object.revision.toString(16),
    date_expires: object.expiresAt?.toISOString() ?? null,
    date_created: object.createdAt.toISOString(),
    date_updated: object.updatedAt.toISOString(),
    created_by: 'system',
  };
}

/** https://www.twilio.com/docs/sync/api/document-resource */
export function documentJson(document: SyncDocument, owner: SyncOwner): Record<string, unknown> {
  const url = `${serviceUrl(owner)}/Documents/${document.sid}`;
  return {
    sid: document.sid,
    unique_name: document.uniqueName,
    ...common(document, owner),
    data: document.data,
    url,
    links: { permissions: `${url}/Permissions` },
  };
}

/** https://www.twilio.com/docs/sync/api/map-resource */
export function mapJson(map: SyncMap, owner: SyncOwner): Record<string, unknown> {
  const url = `${serviceUrl(owner)}/Maps/${map.sid}`;
  return {
    sid: map.sid,
    unique_name: map.uniqueName,
    ...common(map, owner),
    url,
    links: { items: `${url}/Items`, permissions: `${url}/Permissions` },
  };
}

/** https://www.twilio.com/docs/sync/api/map-item-resource */
export function itemJson(map: SyncMap, key: string, item: Entry, owner: SyncOwner): Record<string, unknown> {
  return {
    key,
    map_sid: map.sid,
    ...common(item, owner),
    data: item.data,
    url: `${serviceUrl(owner)}/Maps/${map.sid}/Items/${encodeURIComponent(key)}`,
  };
}
