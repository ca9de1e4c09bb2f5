/** The name that Bluesky gives a file: a CID (version 1, raw bytes, SHA-256; atproto.com/specs/data-model). */
import type { Sha256 } from '../../../contract/model.ts';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
const prefix = [0x01, 0x55, 0x12, 0x20];

/** Known before the upload, because it is made of the hash that Crosstie keeps the picture by. */
export function cidOf(sha256: Sha256): string {
  const bits = [...prefix, ...Buffer.from(sha256, 'hex')].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet.charAt(parseInt(five.padEnd(5, '0'), 2)));
  return `b${letters.join('')}`;
}
