import { isSafeExternal, type ExternalRules } from './security.ts';

/**
 * Hands an address to the system browser, if it is one that may leave: `value` is whatever a network or a stored row
 * claims to be an address. Answers whether it was handed over. Handing over a `file:` or a `smb:` address instead would
 * start programs, which is why nothing calls Electron's `shell.openExternal` but the function that main passes here.
 */
export async function openExternalUrl(
  value: unknown,
  open: (url: string) => Promise<void>,
  rules: ExternalRules,
): Promise<boolean> {
  if (typeof value !== 'string' || !isSafeExternal(value, rules)) return false;
  // The parsed form, so that the browser reads exactly what was checked.
  await open(new URL(value).href);
  return true;
}
