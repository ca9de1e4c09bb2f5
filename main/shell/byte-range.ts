/** The `Range` of a request (RFC 9110, section 14): a player asks for a video a stretch at a time. */

/** The first byte and the one behind the last. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/**
 * What is asked for of `sizeBytes`. Null: all of it, which is also the answer to what cannot be understood and to several
 * ranges at once. `beyond`: the file has none of it.
 */
export function byteRangeOf(header: string | null, sizeBytes: number): ByteRange | 'beyond' | null {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(header ?? '') ?? [];
  if (first === '' && last === '') return null;
  if (first === '') return Number(last) === 0 || sizeBytes === 0 ? 'beyond' : suffix(Number(last), sizeBytes);
  if (last !== '' && Number(last) < Number(first)) return null;
  const to = last === '' ? sizeBytes : Math.min(Number(last) + 1, sizeBytes);
  return Number(first) >= sizeBytes ? 'beyond' : { from: Number(first), to };
}

const suffix = (length: number, sizeBytes: number): ByteRange => ({
  from: Math.max(0, sizeBytes - length),
  to: sizeBytes,
});
