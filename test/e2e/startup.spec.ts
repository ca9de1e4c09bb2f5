/** Starts that cannot go on say why and touch nothing; starts that can go on do. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { nextWindow, runApp } from '../helpers/app.ts';
import type { Start } from '../helpers/app-world.ts';
import { expect, test } from './fixture.ts';

test.use({ isLinked: true });

const databaseOf = ({ userData }: Start): string => path.join(userData, 'crosstie.db');
const preferencesOf = ({ userData }: Start): string => path.join(userData, 'preferences.json');
/** Root may write everywhere: what is read-only is tried as somebody who is not root. */
const nobody = process.getuid?.() === 0 ? 65_534 : undefined;

async function giveAway(folder: string, owner: number): Promise<void> {
  const inside = await readdir(folder, { recursive: true });
  await Promise.all(
    [folder, ...inside.map((name) => path.join(folder, name))].map((file) => chown(file, owner, owner)),
  );
}

/** Makes the database unusable; answers how to undo what would outlive the test. */
type Trouble = (file: string, start: Start) => Promise<() => unknown>;
const holderScript = path.resolve(import.meta.dirname, '../fixtures/store-holder.ts');
const nothing = (): void => undefined;
const troubles: Readonly<Record<string, { readonly says: string; readonly make: Trouble; readonly uid?: number }>> = {
  'another program holds': {
    says: 'Another program has the database open',
    make: async (file) => {
      const holder = spawn(process.execPath, [holderScript, file], { stdio: ['pipe', 'pipe', 'inherit'] });
      await once(holder.stdout, 'data');
      return () => holder.kill('SIGKILL');
    },
  },
  'may not be written': {
    says: 'The database cannot be written to',
    ...(nobody !== undefined && { uid: nobody }),
    make: async (file, { userData }) => {
      if (nobody !== undefined) {
        await giveAway(userData, nobody);
        await chmod(path.dirname(userData), 0o755);
      }
      await chmod(file, 0o400);
      return nothing;
    },
  },
  'is damaged': {
    says: 'The database is damaged',
    make: async (file) => {
      const bytes = await readFile(file);
      await writeFile(file, bytes.fill(0xa5, 3 * 4096, 9 * 4096));
      return nothing;
    },
  },
  'is from a newer version': {
    says: 'This data was written by a newer Crosstie',
    make: async (file) => {
      const database = new Database(file);
      database.pragma('user_version = 9000');
      database.close();
      return nothing;
    },
  },
};
for (const [what, { says, make, uid }] of Object.entries(troubles)) {
  test(`a database that ${what} stops the start with a clear message and stays as it is`, async ({ start }) => {
    const file = databaseOf(start);
    const undo = await make(file, start);
    const before = await readFile(file);
    const { code, output } = await runApp({ userData: start.userData, ...(uid !== undefined && { uid }) });
    undo();
    expect(output).toContain(`message box: ${says}`);
    expect(code).toBe(1);
    expect((await readFile(file)).equals(before)).toBe(true);
  });
}

test('why the program cannot start is said in the language of the machine', async ({ start }) => {
  await writeFile(databaseOf(start), 'This was a database once. '.repeat(400));
  const { output } = await runApp({ userData: start.userData, env: { LANGUAGE: 'de_DE' } });
  expect(output).toContain('message box: Die Datenbank ist beschädigt');
});

test('a second start ends by itself and brings the first one forward', async ({ launch, start }) => {
  const app = await launch();
  await (await app.approval()).close();
  expect(app.electron.windows()).toEqual([]);
  const [second] = await Promise.all([
    runApp({ userData: start.userData }),
    nextWindow(app.electron, '/approval.html'),
  ]);
  expect(second.code).toBe(0);
  expect(await app.trayMenu()).toContain('Quit Crosstie');
});

test('damaged preferences are kept aside, and the start goes on with the usual ones', async ({ launch, start }) => {
  await writeFile(preferencesOf(start), '{"theme":"dark","langu');
  const settings = await (await launch()).settings();
  await settings.getByRole('tab', { name: 'General' }).click();
  const appearance = settings.getByRole('radiogroup', { name: 'Appearance' });
  await expect(appearance.getByRole('radio', { name: 'As the system' })).toBeChecked();
  const aside = path.join(start.userData, 'preferences.damaged.json');
  expect(await readFile(aside, 'utf8')).toBe('{"theme":"dark","langu');
});

test('a preference that makes no sense does not take the others with it', async ({ launch, start }) => {
  await writeFile(preferencesOf(start), JSON.stringify({ theme: 'pink', language: 'de' }));
  const settings = await (await launch()).settings();
  await settings.getByRole('tab', { name: 'Allgemein' }).click();
  const appearance = settings.getByRole('radiogroup').first();
  await expect(appearance.getByRole('radio', { name: 'Wie das System' })).toBeChecked();
});
