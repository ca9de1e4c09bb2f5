/** The addresses of a sign-in, compared and shown. Nothing here needs Electron. */
import { type RedirectRule, registeredRedirect } from '../core/ports/sign-in.ts';

/**
 * Where networks send the child window back to. Nothing listens there: the window stops at the redirect before the
 * address is contacted. It is fixed, because networks want to know it beforehand; loopback, because RFC 8252 (7.3) has
 * every network accept that from a program.
 */
export const caughtRedirect = (redirect: RedirectRule): string => registeredRedirect(redirect);

/** Whether an address is the redirect: the same protocol, host, port and path, whatever the query; nothing nearly so. */
export function isRedirectTo(address: string, redirectUri: string): boolean {
  const url = URL.parse(address);
  const expected = URL.parse(redirectUri);
  return (
    url !== null &&
    expected !== null &&
    url.protocol === expected.protocol &&
    url.host === expected.host &&
    url.pathname === expected.pathname &&
    url.username === '' &&
    url.password === ''
  );
}

/**
 * The title of a sign-in window: whose page this is, then what for. The window has no address line, so this is how the
 * person sees to whom the password goes. The host is in its ASCII form: a look-alike letter shows as `xn--…`.
 */
export function signInTitle(address: string, title: string): string {
  const url = URL.parse(address);
  if (url === null || url.host === '') return title;
  return `${url.protocol === 'https:' ? '🔒 ' : ''}${url.host} — ${title}`;
}
