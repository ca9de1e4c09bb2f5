import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { assertReady, runtime } from '../host/runtime.ts';
import { strictNamespace } from '../host/strict.ts';
import { getPath } from './paths.ts';

/**
 * What `ELECTRON_STANDIN_KEYRING` can say of the computer: it has a keyring (the default); it has none, so that
 * Electron on Linux falls back to a key that everybody knows; or encryption fails altogether.
 */
type Keyring = 'keyring' | 'basic_text' | 'none';

/** Chromium's own marks in front of what it has encrypted with a keyring's key, and with the known key. */
const marks = { keyring: 'v11', basic_text: 'v10' } as const;
const markBytes = 3;
const nonceBytes = 12;
const tagBytes = 16;

function keyring(): Keyring {
  const wanted = process.env['ELECTRON_STANDIN_KEYRING'];
  return wanted === 'basic_text' || wanted === 'none' ? wanted : 'keyring';
}

function keyOf(kind: keyof typeof marks): Buffer {
  if (kind === 'basic_text') return createHash('sha256').update('everybody knows this').digest();
  const file = path.join(getPath('userData'), 'stand-in-keyring');
  try {
    return readFileSync(file);
  } catch {
    const key = randomBytes(32);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, key, { mode: 0o600 });
    return key;
  }
}

function encrypt(plainText: string): Buffer {
  const kind = keyring();
  if (kind === 'none') throw new Error('Error while encrypting the text provided to safeStorage.encryptStringAsync.');
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keyOf(kind), nonce);
  const body = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.from(marks[kind]), nonce, cipher.getAuthTag(), body]);
}

function decrypt(encrypted: Buffer): { result: string; shouldReEncrypt: boolean } {
  const now = keyring();
  const mark = encrypted.toString('latin1', 0, markBytes);
  const kind = mark === marks.basic_text ? 'basic_text' : 'keyring';
  try {
    if (mark !== marks[kind] || now === 'none' || (kind === 'keyring' && now !== 'keyring')) throw new Error(mark);
    const tagAt = markBytes + nonceBytes;
    const decipher = createDecipheriv('aes-256-gcm', keyOf(kind), encrypted.subarray(markBytes, tagAt));
    decipher.setAuthTag(encrypted.subarray(tagAt, tagAt + tagBytes));
    const result = decipher.update(encrypted.subarray(tagAt + tagBytes), undefined, 'utf8') + decipher.final('utf8');
    return { result, shouldReEncrypt: kind !== now };
  } catch (cause) {
    const words = 'Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.';
    throw new Error(words, { cause });
  }
}

/** The module `safeStorage`. Its synchronous encryption is deprecated and not offered. */
export const safeStorage = strictNamespace('safeStorage', {
  isEncryptionAvailable: () => runtime.isReady && keyring() === 'keyring',
  async isAsyncEncryptionAvailable(): Promise<boolean> {
    assertReady('safeStorage cannot be used');
    return keyring() !== 'none';
  },
  async encryptStringAsync(plainText: string): Promise<Buffer> {
    assertReady('safeStorage cannot be used');
    return encrypt(plainText);
  },
  async decryptStringAsync(encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    assertReady('safeStorage cannot be used');
    return decrypt(Buffer.from(encrypted));
  },
  getSelectedStorageBackend(): 'basic_text' | 'gnome_libsecret' | 'unknown' {
    if (!runtime.isReady) return 'unknown';
    return keyring() === 'keyring' ? 'gnome_libsecret' : 'basic_text';
  },
});
