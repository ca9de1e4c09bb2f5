/** WebM files that are made of nothing but what a test needs. */

/** An element of WebM; the size takes eight bytes, and is unknown where `isOpen`. */
export function element(id: string, content: Uint8Array, isOpen = false): Buffer {
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(isOpen ? 0x01ff_ffff_ffff_ffffn : (1n << 56n) + BigInt(content.length));
  return Buffer.concat([Buffer.from(id, 'hex'), size, content]);
}

const number = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);
const parts = (...all: readonly Uint8Array[]): Buffer => Buffer.concat(all);

/** A tag with a name and a text. */
export const tag = (name: string, text: string): Buffer =>
  element('67c8', parts(element('45a3', Buffer.from(name)), element('4487', Buffer.from(text))));

export interface WebmPlan {
  /** Null: it is not said, as in a recording of a browser. */
  readonly durationMs: number | null;
  /** The times of the frames within their cluster, of which there is one a second. */
  readonly frames?: readonly (readonly number[])[];
  readonly tags?: readonly Buffer[];
  /** Whether segment and clusters have no end, as in a recording of a browser. */
  readonly isOpen?: boolean;
  /** Whether each frame lies in a group, where there is room to say more of it. */
  readonly isGrouped?: boolean;
}

/** A WebM of 320 × 240 whose frames show nothing. */
export function webm({ durationMs, frames = [[0]], tags = [], isOpen = false, isGrouped = false }: WebmPlan): Buffer {
  const duration = Buffer.alloc(8);
  duration.writeDoubleBE(durationMs ?? 0);
  const said = durationMs === null ? Buffer.alloc(0) : element('4489', duration);
  const info = element('1549a966', parts(element('2ad7b1', Buffer.from([0x0f, 0x42, 0x40])), said));
  const sides = element('e0', parts(element('b0', number(320)), element('ba', number(240))));
  const one = Buffer.from([1]);
  const entry = parts(
    element('d7', one),
    element('73c5', one),
    element('83', one),
    element('86', Buffer.from('V_VP8')),
  );
  const tracks = element('1654ae6b', element('ae', parts(entry, sides)));
  const clusters = frames.map((times, second) => {
    const blocks = times.map((time) => {
      const block = parts(Buffer.from([0x81]), number(time), Buffer.from([0x80, 7, 7]));
      return isGrouped ? element('a0', element('a1', block)) : element('a3', block);
    });
    return element('1f43b675', parts(element('e7', number(second * 1000)), ...blocks), isOpen);
  });
  const words = tags.length === 0 ? Buffer.alloc(0) : element('1254c367', element('7373', parts(...tags)));
  const kind = element('1a45dfa3', element('4282', Buffer.from('webm')));
  return parts(kind, element('18538067', parts(info, tracks, ...clusters, words), isOpen));
}
