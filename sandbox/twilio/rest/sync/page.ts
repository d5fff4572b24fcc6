/** One page of a list as Sync answers it: https://www.twilio.com/docs/usage/api#lists-and-paging */
export function listPage<T>(
  all: readonly T[],
  { query, url, key, show }: { query: URLSearchParams; url: string; key: string; show: (one: T) => unknown },
): Record<string, unknown> {
  const pageSize = Math.min(100, Math.max(1, Number(query.get('PageSize') ?? 50) || 50));
  const token = query.get('PageToken');
  const offset = token === null ? 0 : Math.max(0, Number.parseInt(token.slice(2), 36) || 0);
  const page = Math.floor(offset / pageSize);
  const address = (start: number) => {
    const next = new URLSearchParams(query);
    next.set('PageSize', String(pageSize));
    next.set('Page', String(Math.floor(start / pageSize)));
    next.set('PageToken', `PT${start.toString(36)}`);
    return `${url}?${next}`;
  };
  return {
    [key]: all.slice(offset, offset + pageSize).map(show),
    meta: {
      key,
      page,
      page_size: pageSize,
      first_page_url: address(0),
      previous_page_url: offset > 0 ? address(Math.max(0, offset - pageSize)) : null,
      url: address(offset),
      next_page_url: offset + pageSize < all.length ? address(offset + pageSize) : null,
    },
  };
}
