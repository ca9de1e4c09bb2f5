/** Content identifiers (CIDv1, SHA-256, base32) as the AT protocol writes them. */
import { createHash } from 'node:crypto';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

function base32(content: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of content) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      text += alphabet[(held >>> (bits - 5)) & 31];
      bits -= 5;
    }
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + alphabet[(held << (5 - bits)) & 31];
}

const cidOf = (codec: number, digest: Uint8Array) => `b${base32(Uint8Array.of(1, codec, 0x12, 0x20, ...digest))}`;

/** The identifier of a blob: of its bytes, exactly as a real server computes it. */
export const blobCid = (content: Uint8Array): string => cidOf(0x55, createHash('sha256').update(content).digest());

/**
 * The identifier of a record. Real servers hash its DAG-CBOR form; here it is the hash of its JSON with sorted keys:
 * well-formed and different for different records, which is all that clients rely on.
 */
export const recordCid = (value: unknown): string =>
  cidOf(0x71, createHash('sha256').update(sortedJson(value)).digest());

function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${sortedJson(item)}`).join(',')}}`;
}
