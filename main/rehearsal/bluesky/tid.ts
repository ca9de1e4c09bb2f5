/** Record keys that sort by time (atproto.com/specs/tid). */
const sortable = '234567abcdefghijklmnopqrstuvwxyz';
let last = 0n;

/** 53 bits of microseconds and 10 of a clock id; never the same twice. */
export function nextTid(nowMs: number): string {
  const now = BigInt(nowMs) * 1000n;
  last = now > last ? now : last + 1n;
  return textOf(last);
}

/** For a time that may be past; `more` tells apart what has the same. */
export const tidAt = (atMs: number, more: number): string => textOf(BigInt(atMs) * 1000n + BigInt(more));

function textOf(microseconds: bigint): string {
  let bits = (microseconds << 10n) | 42n;
  let text = '';
  for (let place = 0; place < 13; place += 1) {
    text = `${sortable[Number(bits & 31n)]}${text}`;
    bits >>= 5n;
  }
  return text;
}
