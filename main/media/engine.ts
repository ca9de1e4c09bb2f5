/** sharp, loaded at the first picture and tamed: few decoders, few threads, no cache that outlives a picture. */
import PQueue from 'p-queue';
import type sharp from 'sharp';

type SharpModule = typeof sharp;

/** A camera's largest frame is about 100 megapixels; more is a decompression bomb. */
const maxInputPixels = 120_000_000;

/** sharp works in the thread pool that files use as well: two at a time leave threads for the files. */
const turns = new PQueue({ concurrency: 2 });

let loading: Promise<SharpModule> | undefined;

async function load(): Promise<SharpModule> {
  const { default: sharp } = await import('sharp');
  sharp.concurrency(1);
  sharp.cache(false);
  return sharp;
}

/** Runs heavy work on pixels when its turn comes. */
export async function withSharp<Answer>(work: (sharp: SharpModule) => Promise<Answer>): Promise<Answer> {
  const sharp = await (loading ??= load());
  return await turns.add(() => work(sharp));
}

/** How every picture is opened: what is cut off or too large is an error, and the camera's rotation is applied. */
export const opening = { limitInputPixels: maxInputPixels, failOn: 'error', autoOrient: true } as const;
