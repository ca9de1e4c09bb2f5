/** A fetch that keeps cookies and follows no redirect: the part of a browser that a consent page needs. */
export interface CookieJar {
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
}

/** One jar serves one server: paths and expiry are ignored, an emptied cookie is forgotten. */
export function cookieJar(): CookieJar {
  const cookies = new Map<string, string>();
  return {
    fetch: async (url, init = {}) => {
      const headers = new Headers(init.headers);
      headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
      const response = await fetch(url, { ...init, headers, redirect: 'manual' });
      for (const cookie of response.headers.getSetCookie()) remember(cookies, cookie);
      return response;
    },
  };
}

function remember(cookies: Map<string, string>, cookie: string): void {
  const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
  if (name === undefined || value === undefined) return;
  if (value === '') cookies.delete(name);
  else cookies.set(name, value);
}
