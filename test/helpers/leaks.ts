/** Looks for secrets where none may be. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { apps, person } from '../../main/rehearsal/people.ts';
import type { Start } from './app-world.ts';

const secretFields: ReadonlySet<string> = new Set([
  'token',
  'accessToken',
  'refreshToken',
  'clientSecret',
  'accessId',
  'refreshId',
]);

/** Every secret that the pretend networks gave out or know, as they have written it down. */
export async function secretsOf({ networks }: Start): Promise<readonly string[]> {
  const state: unknown = JSON.parse(await readFile(path.join(networks, 'state.json'), 'utf8'));
  const appSecrets = Object.values(apps).flatMap(({ clientSecret }) => clientSecret ?? []);
  return [...secretsIn(state), ...appSecrets, person.bluesky.appPassword];
}

function secretsIn(value: unknown): readonly string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    secretFields.has(name) && typeof inner === 'string' ? [inner] : secretsIn(inner),
  );
}

/** The files of the profile, of whatever kind, in which one of the secrets can be read. */
export async function filesThatTell({ userData }: Start, secrets: readonly string[]): Promise<readonly string[]> {
  const entries = await readdir(userData, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const wanted = secrets.flatMap((secret) => [Buffer.from(secret), Buffer.from(secret, 'utf16le')]);
  const tells = await Promise.all(
    files.map(async (file) => {
      const bytes = await readFile(file).catch(() => Buffer.alloc(0));
      return wanted.some((secret) => bytes.includes(secret));
    }),
  );
  return files.filter((_, index) => tells[index]);
}

/** How many accounts and sealed sign-ins the profile's database holds. */
export function storedSignIns({ userData }: Start): { readonly accounts: number; readonly secrets: number } {
  const database = new Database(path.join(userData, 'crosstie.db'), { readonly: true });
  try {
    const count = (table: string) => Number(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
    return { accounts: count('account'), secrets: count('secret') };
  } finally {
    database.close();
  }
}
