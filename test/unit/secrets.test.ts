import { describe, expect, it } from 'vitest';
import { createSealer, type SealingTools } from '../../main/shell/secrets.ts';
import { silentLog } from '../helpers/edges.ts';

type Keyring = SealingTools['safeStorage'];

/** A keyring that seals by turning the text around. */
const working: Keyring = {
  isAsyncEncryptionAvailable: async () => true,
  encryptStringAsync: async (plain) => Buffer.from(Array.from(plain).toReversed().join('')),
  decryptStringAsync: async (sealed) => ({
    result: Array.from(sealed.toString()).toReversed().join(''),
    shouldReEncrypt: false,
  }),
  getSelectedStorageBackend: () => 'gnome_libsecret',
  setUsePlainTextEncryption: () => {},
};
const sealer = (keyring: Partial<Keyring>, more: Partial<SealingTools> = {}) =>
  createSealer({
    safeStorage: { ...working, ...keyring },
    platform: 'linux',
    allowPlain: false,
    log: silentLog,
    ...more,
  });

describe('sealing a secret', () => {
  it('gives it back, and says which keyring holds the key', async () => {
    const { seal, open } = sealer({});
    const sealed = await seal('refresh-token');
    expect(sealed.backend).toBe('gnome_libsecret');
    expect(Buffer.from(sealed.ciphertext).toString()).not.toContain('refresh');
    expect(await open(sealed.ciphertext)).toBe('refresh-token');
  });

  it('names the keyring of macOS and Windows without asking', async () => {
    const { state } = sealer({}, { platform: 'darwin' });
    expect(await state()).toEqual({ available: true, backend: 'keychain' });
  });

  it('refuses where the only key is one that anybody knows', async () => {
    const { state, seal } = sealer({ getSelectedStorageBackend: () => 'basic_text' });
    expect(await state()).toEqual({ available: false, backend: 'basic_text' });
    await expect(seal('refresh-token')).rejects.toMatchObject({ problem: { code: 'keyring_unavailable' } });
  });

  it('uses that key only where it was asked for by hand', async () => {
    const { seal } = sealer({ getSelectedStorageBackend: () => 'basic_text' }, { allowPlain: true });
    expect((await seal('refresh-token')).backend).toBe('basic_text');
  });

  it('tells a missing keyring from one that refuses', async () => {
    const missing = sealer({ isAsyncEncryptionAvailable: async () => false });
    await expect(missing.open(new Uint8Array(1))).rejects.toMatchObject({ problem: { code: 'keyring_unavailable' } });
    const locked = sealer({ decryptStringAsync: () => Promise.reject(new Error('locked')) });
    await expect(locked.open(new Uint8Array(1))).rejects.toMatchObject({
      problem: { code: 'keyring_locked', detail: 'locked' },
    });
  });

  it('notes that a key is old', async () => {
    const notes: string[] = [];
    const { open } = sealer(
      { decryptStringAsync: async () => ({ result: 'x', shouldReEncrypt: true }) },
      { log: { ...silentLog, info: (message) => void notes.push(message) } },
    );
    await open(new Uint8Array(1));
    expect(notes).toEqual(['a secret is sealed with an old key; the next save renews it']);
  });
});
