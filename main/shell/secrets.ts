import type { SafeStorage } from 'electron';
import { toError } from '../../contract/errors.ts';
import { NetworkFailure } from '../core/ports/network.ts';
import type { Log, Sealer } from '../core/ports/system.ts';

export interface SealingTools {
  readonly safeStorage: Pick<
    SafeStorage,
    | 'isAsyncEncryptionAvailable'
    | 'encryptStringAsync'
    | 'decryptStringAsync'
    | 'getSelectedStorageBackend'
    | 'setUsePlainTextEncryption'
  >;
  readonly platform: NodeJS.Platform;
  /** Seals with a key that anyone can know where there is no keyring. Only ever asked for by hand, for tests. */
  readonly allowPlain: boolean;
  readonly log: Log;
}

/** What holds the key, by platform; Linux says it itself. */
const backendNames: Readonly<Partial<Record<NodeJS.Platform, string>>> = { darwin: 'keychain', win32: 'dpapi' };
/** What Chromium uses on Linux without a keyring: a key that is in its source code. */
const plainBackends: ReadonlySet<string> = new Set(['basic_text', 'unknown']);

/**
 * Seals with the operating system's keyring, through Electron's asynchronous API (the other one ends with Electron 46).
 * Fails with `keyring_unavailable` when there is no keyring, before anything is stored, and with `keyring_locked` when
 * there is one that refuses.
 */
export function createSealer(tools: SealingTools): Sealer {
  const { safeStorage, allowPlain, log } = tools;
  if (allowPlain) safeStorage.setUsePlainTextEncryption(true);

  const state = async (): Promise<{ available: boolean; backend: string }> => {
    const backend = backendOf(tools);
    const isStrong = allowPlain || !plainBackends.has(backend);
    return { backend, available: isStrong && (await safeStorage.isAsyncEncryptionAvailable()) };
  };
  const usableBackend = async (): Promise<string> => {
    const { available, backend } = await state();
    if (!available) throw new NetworkFailure({ code: 'keyring_unavailable', detail: backend }, { notSent: true });
    return backend;
  };

  return {
    state,
    seal: async (plain) => {
      const backend = await usableBackend();
      return { backend, ciphertext: await safeStorage.encryptStringAsync(plain).catch(refusedByKeyring) };
    },
    open: async (ciphertext) => {
      await usableBackend();
      const opened = await safeStorage.decryptStringAsync(Buffer.from(ciphertext)).catch(refusedByKeyring);
      if (opened.shouldReEncrypt) log.info('a secret is sealed with an old key; the next save renews it');
      return opened.result;
    },
  };
}

function backendOf({ safeStorage, platform }: SealingTools): string {
  return platform === 'linux' ? safeStorage.getSelectedStorageBackend() : (backendNames[platform] ?? platform);
}

function refusedByKeyring(thrown: unknown): never {
  const problem = { code: 'keyring_locked', detail: toError(thrown).message } as const;
  throw new NetworkFailure(problem, { notSent: true, cause: thrown });
}
