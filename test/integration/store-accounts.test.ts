import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { defaultAccountRules, defaultRouteRules } from '../../contract/rules.ts';
import { type AccountId, networkIds, routeModes, signInMethods } from '../../contract/model.ts';
import { limits, linking } from '../helpers/store-rows.ts';
import { openTestStore } from '../helpers/store.ts';

const noAccount = 99 as AccountId;

describe('linking', () => {
  test('keeps everything that the sign-in told', () => {
    const { store } = openTestStore();
    const id = store.write((write) => write.linkAccount(linking()));
    expect(store.read.account(id)).toEqual({
      id,
      network: 'bluesky',
      ...linking().profile,
      method: 'window',
      grantedScopes: ['read', 'write'],
      endsAt: 9_000,
      state: 'working',
      problem: null,
      lastCheckedAt: null,
      nextCheckAt: 1_000,
      cursor: null,
      limits,
      limitsAt: 1_000,
      linkedAt: 1_000,
      unlinkedAt: null,
      rules: defaultAccountRules,
    });
    expect(store.read.accountByRemote('bluesky', 'https://pds.example', 'did:plc:ann')?.id).toBe(id);
    expect(store.read.accountByRemote('bluesky', 'https://other.example', 'did:plc:ann')).toBeNull();
    expect(store.read.account(noAccount)).toBeNull();
  });

  test('takes every network and every way to sign in', () => {
    const { store } = openTestStore();
    store.write((write) => {
      for (const network of networkIds) write.linkAccount(linking({ network }));
      for (const method of signInMethods) write.linkAccount(linking({ method, remoteId: method }));
    });
    expect(store.read.accounts().map(({ network }) => network)).toEqual(expect.arrayContaining([...networkIds]));
  });

  test('again keeps the id, the cursor and limits that are not known anew, and clears the trouble', () => {
    const { store } = openTestStore();
    const id = store.write((write) => {
      const made = write.linkAccount(linking());
      write.setAccountChecked(made, 'cursor-7', 1_500, 1_600);
      write.setAccountState(made, 'link_again', { code: 'auth_expired', detail: 'gone' }, 1_700);
      return made;
    });
    expect(store.read.account(id)).toMatchObject({ state: 'link_again', problem: { code: 'auth_expired' } });
    const again = store.write((write) =>
      write.linkAccount(linking({ limits: null, method: 'browser', endsAt: null, at: 5_000 })),
    );
    expect(again).toBe(id);
    expect(store.read.account(id)).toMatchObject({
      state: 'working',
      problem: null,
      method: 'browser',
      endsAt: null,
      cursor: 'cursor-7',
      limits,
      limitsAt: 1_000,
      linkedAt: 1_000,
      lastCheckedAt: 1_500,
      nextCheckAt: 5_000,
    });
  });

  test('lists linked accounts, oldest first', () => {
    const { store } = openTestStore();
    const [young, old] = store.write((write) => [
      write.linkAccount(linking({ remoteId: 'young', at: 20 })),
      write.linkAccount(linking({ remoteId: 'old', at: 10 })),
    ]);
    expect(store.read.accounts().map(({ id }) => id)).toEqual([old, young]);
  });
});

describe('an account', () => {
  test('changes its profile, limits and next check', () => {
    const { store } = openTestStore();
    const profile = {
      ...linking().profile,
      handle: 'new.example',
      displayName: 'Ann B.',
      profileUrl: 'https://new.example',
    };
    const id = store.write((write) => {
      const made = write.linkAccount(linking());
      write.setAccountProfile(made, profile, { ...limits, text: 5_000 });
      write.setNextCheck(made, 7_777);
      return made;
    });
    expect(store.read.account(id)).toMatchObject({ ...profile, limits: { text: 5_000 }, nextCheckAt: 7_777 });
    store.write((write) => write.setAccountProfile(id, profile, null));
    expect(store.read.account(id)?.limits).toMatchObject({ text: 5_000 });
  });

  test('that does not exist cannot be changed', () => {
    const { store } = openTestStore();
    expect(() => store.write((write) => write.setNextCheck(noAccount, 1))).toThrow('There is no account 99');
    expect(() => store.write((write) => write.unlinkAccount(noAccount, 1))).toThrow('There is no account 99');
  });
});

describe('a secret', () => {
  const marker = 'SEALED-BYTES-THAT-MUST-NOT-STAY';
  const sealed = { ciphertext: Buffer.from(marker.repeat(200)), backend: 'gnome_libsecret' };

  test('is kept as it was sealed, and replaced whole', () => {
    const { store } = openTestStore();
    const id = store.write((write) => write.linkAccount(linking()));
    expect(store.read.secret(id)).toBeNull();
    store.write((write) =>
      write.saveSecret(id, { ciphertext: new Uint8Array([1, 0, 255]), backend: 'kwallet5' }, 2_000),
    );
    expect(store.read.secret(id)).toEqual({ ciphertext: Buffer.from([1, 0, 255]), backend: 'kwallet5' });
    store.write((write) => write.saveSecret(id, sealed, 3_000));
    expect(store.read.secret(id)).toEqual(sealed);
  });

  test('is gone from the file and its log when the account is unlinked', () => {
    const { store, file, connection } = openTestStore();
    const id = store.write((write) => {
      const made = write.linkAccount(linking());
      write.saveSecret(made, sealed, 2_000);
      return made;
    });
    connection.pragma('wal_checkpoint(PASSIVE)');
    const bytes = () => readFileSync(file).includes(marker) || readFileSync(`${file}-wal`).includes(marker);
    expect(bytes()).toBe(true);
    expect(store.write((write) => write.unlinkAccount(id, 3_000))).toBe(1);
    expect(bytes()).toBe(false);
    expect(store.read.secret(id)).toBeNull();
  });

  test('that another reader keeps in the log is reported, and the unlinking stands', () => {
    const { store, file, backupFolder, folder, warnings } = openTestStore();
    const id = store.write((write) => {
      const made = write.linkAccount(linking());
      write.saveSecret(made, sealed, 2_000);
      return made;
    });
    const other = openTestStore({}, { file, backupFolder, folder });
    other.connection.exec('BEGIN; SELECT * FROM account;');
    store.write((write) => write.unlinkAccount(id, 3_000));
    expect(warnings.map(([message]) => message)).toEqual([
      'erased secrets stay in the write-ahead log: another program reads the database',
    ]);
    expect(store.read.secret(id)).toBeNull();
  });
});

describe('unlinking', () => {
  test('keeps the row, ends its routes both ways, and a new link takes a new baseline', () => {
    const { store } = openTestStore();
    const { id, untouched } = store.write((write) => {
      const ann = write.linkAccount(linking({ remoteId: 'ann' }));
      const bob = write.linkAccount(linking({ remoteId: 'bob' }));
      const cat = write.linkAccount(linking({ remoteId: 'cat' }));
      write.setAccountChecked(ann, 'cursor-1', 1_500, 1_600);
      write.createRoute(ann, bob, 'review', 1);
      write.createRoute(bob, ann, 'review', 1);
      return { id: ann, untouched: write.createRoute(bob, cat, 'review', 1) };
    });
    expect(store.write((write) => write.unlinkAccount(id, 4_000))).toBe(0);
    expect(store.read.routes().map((route) => route.id)).toEqual([untouched]);
    expect(store.read.accounts()).toHaveLength(2);
    expect(store.read.account(id)).toMatchObject({ unlinkedAt: 4_000, cursor: null });
    store.write((write) => write.linkAccount(linking({ remoteId: 'ann', at: 5_000 })));
    expect(store.read.account(id)).toMatchObject({ unlinkedAt: null, linkedAt: 5_000, cursor: null });
  });
});

describe('a route', () => {
  test('is found by itself, by its source, and in the list, until it is removed', () => {
    const { store } = openTestStore();
    const { ann, bob, there, back } = store.write((write) => {
      const source = write.linkAccount(linking({ remoteId: 'ann' }));
      const destination = write.linkAccount(linking({ remoteId: 'bob' }));
      return {
        ann: source,
        bob: destination,
        there: write.createRoute(source, destination, 'delayed', 1),
        back: write.createRoute(destination, source, 'review', 1),
      };
    });
    const rules = defaultRouteRules;
    const route = { id: there, sourceId: ann, destinationId: bob, mode: 'delayed', paused: false, rules };
    expect(store.read.route(there)).toEqual(route);
    expect(store.read.routesFrom(ann)).toEqual([route]);
    const changed = { ...rules, delayMinutes: 3, filters: { ...rules.filters, neverTags: ['private'] } };
    store.write((write) => write.setRoute({ id: there, mode: 'hands_off', paused: true, rules: changed }));
    expect(store.read.route(there)).toEqual({ ...route, mode: 'hands_off', paused: true, rules: changed });
    expect(store.read.routes().map(({ id }) => id)).toEqual([there, back]);
    store.write((write) => write.removeRoute(there, 2));
    expect(store.read.route(there)).toBeNull();
    expect(store.read.routesFrom(ann)).toEqual([]);
    const again = store.write((write) => write.createRoute(ann, bob, 'review', 3));
    expect(again).not.toBe(there);
  });

  test('cannot be there twice, lead nowhere, or back to itself', () => {
    const { store } = openTestStore();
    const [ann, bob] = store.write(
      (write) =>
        [write.linkAccount(linking({ remoteId: 'ann' })), write.linkAccount(linking({ remoteId: 'bob' }))] as const,
    );
    store.write((write) => write.createRoute(ann, bob, 'review', 1));
    expect(() => store.write((write) => write.createRoute(ann, bob, 'hands_off', 1))).toThrow('UNIQUE');
    expect(() => store.write((write) => write.createRoute(ann, ann, 'review', 1))).toThrow('CHECK');
    expect(() => store.write((write) => write.createRoute(ann, noAccount, 'review', 1))).toThrow('FOREIGN KEY');
  });

  test('has any of the modes', () => {
    const { store } = openTestStore();
    store.write((write) => {
      const ann = write.linkAccount(linking({ remoteId: 'ann' }));
      for (const mode of routeModes) write.createRoute(ann, write.linkAccount(linking({ remoteId: mode })), mode, 1);
    });
    expect(store.read.routes().map(({ mode }) => mode)).toEqual([...routeModes]);
  });
});

test('a setting that was never set is null, and keeps what it is given', () => {
  const { store } = openTestStore();
  expect(store.read.setting('paused_until')).toBeNull();
  for (const value of [1_234, 'forever', null]) {
    store.write((write) => write.setSetting('paused_until', value));
    expect(store.read.setting('paused_until')).toEqual(value);
  }
});
