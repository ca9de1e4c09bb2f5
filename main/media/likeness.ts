/** What a picture looks like in 64 bits, so that the same picture is known again after a network has encoded it anew. */
import { opening, withSharp } from './engine.ts';

const columns = 9;
const rows = 8;
/** Steps of grey between neighbours that are no noise of an encoder. */
const leastStep = 3;
/** With fewer such steps a picture says too little to be told apart from another: a plain sky, a black frame. */
const leastSteps = 12;

/**
 * Whether each of 8 × 8 spots is brighter than its right neighbour, as 16 hexadecimal digits ("difference hash"); null for a
 * picture with too little in it, and for one that cannot be decoded.
 */
export async function likenessOf(bytes: Uint8Array): Promise<string | null> {
  return await withSharp(async (sharp) => {
    try {
      const small = sharp(bytes, opening).flatten({ background: '#ffffff' }).greyscale();
      const grey = await small.resize(columns, rows, { fit: 'fill' }).raw().toBuffer();
      return bitsOf(grey);
    } catch {
      return null;
    }
  });
}

function bitsOf(grey: Uint8Array): string | null {
  let bits = '';
  let steps = 0;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns - 1; column += 1) {
      const at = row * columns + column;
      const step = (grey[at] ?? 0) - (grey[at + 1] ?? 0);
      bits += step > 0 ? '1' : '0';
      if (Math.abs(step) >= leastStep) steps += 1;
    }
  }
  return steps < leastSteps ? null : BigInt(`0b${bits}`).toString(16).padStart(16, '0');
}
