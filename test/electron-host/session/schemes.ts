// Chromium refuses an unknown scheme before the DevTools protocol sees the request, so `app://bundle/index.html` is
// shown to it as `https://bundle.app.localhost/index.html` and answered from the Fetch domain. That address never
// reaches a socket, is a secure context, and has an origin and storage of its own. "Real" is what Chromium sees,
// "virtual" what the main process and the test see.

const schemes = new Set<string>();
const suffix = '.localhost';

export function registerScheme(scheme: string): void {
  schemes.add(scheme.toLowerCase());
}

export function isRegisteredScheme(scheme: string): boolean {
  return schemes.has(scheme);
}

/** `app://bundle/x?y` → `https://bundle.app.localhost/x?y`; any other address is returned as it is. */
export function realUrlOf(url: string): string {
  const [, scheme = '', host = '', rest = ''] = /^([a-z][a-z0-9+-]*):\/\/([^/?#]*)(.*)$/is.exec(url) ?? [];
  if (!schemes.has(scheme.toLowerCase())) return url;
  return `https://${host}.${scheme.toLowerCase()}${suffix}${rest || '/'}`;
}

/** The way back. */
export function virtualUrlOf(url: string): string {
  return virtualTextOf(url);
}

/** Rewrites every real address inside a text, such as a message of the protocol. */
export function virtualTextOf(text: string): string {
  if (!text.includes(suffix)) return text;
  return text.replace(
    /https:\/\/([^/?#"'\\\s]+)\.([a-z][a-z0-9+-]*)\.localhost(?=[/?#"'\\\s]|$)/gi,
    (address, host: string, scheme: string) => (schemes.has(scheme) ? `${scheme}://${host}` : address),
  );
}

/** Rewrites every virtual address inside a text. A `*` marks a pattern, which stays as it is. */
export function realTextOf(text: string): string {
  let rewritten = text;
  for (const scheme of schemes) {
    if (!rewritten.includes(`${scheme}://`)) continue;
    const address = new RegExp(`(?<![a-z0-9+-])${scheme}://([^/?#"'\\\\\\s*]+)`, 'gi');
    rewritten = rewritten.replace(address, `https://$1.${scheme}${suffix}`);
  }
  return rewritten;
}
