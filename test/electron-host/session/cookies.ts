import type Electron from 'electron';
import type { Protocol } from '../chromium/protocol.ts';
import { browser } from '../host/runtime.ts';
import { StrictEmitter } from '../host/strict.ts';
import { realUrlOf } from './schemes.ts';
import type { Profile } from './profile.ts';

/** `session.cookies`, to read only: the app never writes one. */
export class Cookies extends StrictEmitter {
  readonly #profile: Profile;

  constructor(profile: Profile) {
    super();
    this.#profile = profile;
  }

  async get(filter: Electron.CookiesGetFilter): Promise<Electron.Cookie[]> {
    const { cookies } = await browser().connection.send('Storage.getCookies', await this.#profile.contextParameters());
    return cookies.filter((cookie) => isWanted(cookie, filter)).map(electronCookie);
  }
}

function isWanted(cookie: Protocol.Network.Cookie, { url, name, domain }: Electron.CookiesGetFilter): boolean {
  const host = url === undefined ? undefined : new URL(realUrlOf(url)).hostname;
  return (
    (name === undefined || cookie.name === name) &&
    (domain === undefined || covers(domain, bareDomain(cookie))) &&
    (host === undefined || covers(bareDomain(cookie), host))
  );
}

function covers(domain: string, host: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

function bareDomain({ domain }: Protocol.Network.Cookie): string {
  return domain.replace(/^\./, '');
}

const sameSite = { Lax: 'lax', Strict: 'strict', None: 'no_restriction' } as const;

function electronCookie(cookie: Protocol.Network.Cookie): Electron.Cookie {
  const { name, value, domain, path, secure, httpOnly, session, expires } = cookie;
  return {
    name,
    value,
    domain,
    path,
    secure,
    httpOnly,
    session,
    hostOnly: !domain.startsWith('.'),
    sameSite: cookie.sameSite ? sameSite[cookie.sameSite] : 'unspecified',
    ...(session ? {} : { expirationDate: expires }),
  };
}
