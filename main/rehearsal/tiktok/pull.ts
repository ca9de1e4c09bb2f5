/** Photos are fetched by TikTok from where the app says they are. */
import sharp from 'sharp';
import { sniffPicture } from '../uploads.ts';
import type { World } from '../world.ts';
import type { TiktokAddresses } from './reading.ts';
import type { Share } from './tiktok-state.ts';
import { deliver, receive } from './upload.ts';

const largestBytes = 20_000_000;
const largestSide = 1080;
const patienceMs = 30_000;

interface Pulled {
  readonly sha256: string;
  readonly mimeType: string;
}

/** Fetches every photo; the first thing wrong is why nothing comes of it. */
export async function pullPhotos(world: World, at: TiktokAddresses, share: Share): Promise<void> {
  const media: Pulled[] = [];
  let failReason = '';
  for (const url of share.images) {
    const pulled = await pull(world, url);
    if (typeof pulled === 'string') failReason ||= pulled;
    else media.push(pulled);
  }
  receive(world, share, failReason);
  deliver(world, at, share, media);
}

/** The photo, or the reason why it cannot be used. A redirect is not followed. */
async function pull(world: World, url: string): Promise<Pulled | string> {
  const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(patienceMs) }).catch(() => null);
  if (answer?.status !== 200) return 'photo_pull_failed';
  const content = new Uint8Array(await answer.arrayBuffer());
  const mimeType = sniffPicture(content);
  if (mimeType !== 'image/jpeg' && mimeType !== 'image/webp') return 'file_format_check_failed';
  const { width, height } = await sharp(content).metadata();
  if (content.length > largestBytes || Math.min(width, height) > largestSide) return 'picture_size_check_failed';
  return { sha256: await world.uploads.keep(content), mimeType };
}
