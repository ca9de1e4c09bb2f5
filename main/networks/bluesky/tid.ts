/**
 * Record keys that are known before the post is: the same crosspost always has the same one, so that a repeated write
 * cannot make a second record. A key of a post must be a TID (atproto.com/specs/tid): 53 bits of microseconds and 10
 * bits of clock id, in 13 characters of an alphabet that sorts.
 */
import { createHash } from 'node:crypto';

const alphabet = '234567abcdefghijklmnopqrstuvwxyz';
const length = 13;

/**
 * `startedAt` in milliseconds gives the time; `key` gives what a TID leaves open: the microseconds and the clock id. The parts
 * of a thread lie a microsecond apart, so that they sort in order.
 */
export function recordKey(key: string, startedAt: number, part = 0): string {
  const hash = createHash('sha256').update(key).digest();
  const microseconds = BigInt(startedAt) * 1000n + BigInt((hash.readUInt32BE(0) % 1000) + part);
  const value = (microseconds << 10n) | BigInt(hash.readUInt16BE(4) & 0x3ff);
  return Array.from({ length }, (_, place) => {
    const fiveBits = Number((value >> BigInt(5 * (length - 1 - place))) & 31n);
    return alphabet.charAt(fiveBits);
  }).join('');
}
