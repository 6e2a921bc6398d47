/** Where in the console somebody is: a page, and what its address says beside. */
export type Route =
  | { readonly page: 'calls'; readonly search: URLSearchParams }
  | { readonly page: 'call'; readonly id: string; readonly search: URLSearchParams }
  | { readonly page: 'overview'; readonly search: URLSearchParams }
  | { readonly page: 'systems'; readonly search: URLSearchParams }
  | { readonly page: 'unknown'; readonly search: URLSearchParams };

/** Reads an address below the path that the console is served from. */
export function readRoute(url: URL, base: URL): Route {
  const search = url.searchParams;
  const [first = '', second = '', ...more] = url.pathname.slice(base.pathname.length).split('/');
  if (more.length > 0) return { page: 'unknown', search };
  if (first === 'calls' && second !== '') return { page: 'call', id: decoded(second), search };
  if (second !== '') return { page: 'unknown', search };
  if (first === '') return { page: 'calls', search };
  if (first === 'overview' || first === 'systems') return { page: first, search };
  return { page: 'unknown', search };
}

/** What nobody wrote with pathOf may not be decodable: it is no call's id then, and the server says so. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The path of each page, from where the console is served. */
export const pathOf = {
  calls: (search?: URLSearchParams) => withSearch('', search),
  call: (id: string, search?: URLSearchParams) => withSearch(`calls/${encodeURIComponent(id)}`, search),
  overview: (search?: URLSearchParams) => withSearch('overview', search),
  systems: () => 'systems',
};

const withSearch = (path: string, search?: URLSearchParams): string => {
  const text = search?.toString() ?? '';
  return text === '' ? path || '.' : `${path || '.'}?${text}`;
};
