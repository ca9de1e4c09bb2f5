/** The person's own developer app, as connectors want it. */
import { NetworkFailure } from '../core/ports/network.ts';
import { type AppKeys } from '../core/ports/sign-in.ts';

export interface FullKeys {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
}

/** Throws `keys_missing`, certainly unsent, when one of the wanted keys is not there. */
export function requiredKeys<Wanted extends keyof FullKeys>(
  keys: AppKeys | null,
  wanted: readonly Wanted[],
): Pick<FullKeys, Wanted> {
  const missing = wanted.find((name) => (keys?.[name] ?? '') === '');
  if (keys === null || missing !== undefined) throw new NetworkFailure({ code: 'keys_missing' }, { notSent: true });
  return Object.fromEntries(wanted.map((name) => [name, keys[name]])) as Pick<FullKeys, Wanted>;
}
