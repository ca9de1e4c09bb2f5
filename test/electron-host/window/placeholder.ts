/**
 * A new window first asks for this address and never gets an answer. Playwright then sees what it sees with Electron: a
 * page on its initial empty document, which it reports once the first real navigation commits. A window made on
 * about:blank would be reported at once, and tests would race with the load.
 */
export const placeholder = 'https://pending.stand-in.localhost/';

export function isPlaceholder(url: string): boolean {
  return url.startsWith(placeholder);
}
