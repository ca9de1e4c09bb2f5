/** A GIF without comments and other programs' blocks (GIF89a). It has no place for a credit that anyone reads. */

const comment = 0xfe;
const application = 0xff;
/** The two names under which players look for how often an animation is repeated. */
const repeats = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0']);

export function rewriteGif(bytes: Buffer): Buffer | null {
  if (bytes.length < 14) return null;
  const parts: Buffer[] = [];
  let at = 13 + tableBytes(bytes[10] ?? 0);
  parts.push(bytes.subarray(0, at));
  for (;;) {
    const mark = bytes[at];
    if (mark === 0x3b) return Buffer.concat([...parts, bytes.subarray(at, at + 1)]);
    const end = mark === 0x21 ? endOfBlocks(bytes, at + 2) : mark === 0x2c ? endOfImage(bytes, at) : null;
    if (end === null) return null;
    if (mark === 0x2c || isNeeded(bytes, at)) parts.push(bytes.subarray(at, end));
    at = end;
  }
}

function isNeeded(bytes: Buffer, at: number): boolean {
  const label = bytes[at + 1];
  if (label === comment) return false;
  return label !== application || repeats.has(bytes.toString('latin1', at + 3, at + 14));
}

const tableBytes = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));

const endOfImage = (bytes: Buffer, at: number): number | null =>
  at + 10 > bytes.length ? null : endOfBlocks(bytes, at + 10 + tableBytes(bytes[at + 9] ?? 0) + 1);

/** Sub-blocks, each with its length before it, up to the one that is empty. */
function endOfBlocks(bytes: Buffer, from: number): number | null {
  for (let at = from; at < bytes.length;) {
    const length = bytes[at] ?? 0;
    at += length + 1;
    if (length === 0) return at;
  }
  return null;
}
