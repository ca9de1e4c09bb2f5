/** What an account may post, by what it pays X: docs.x.com/x-api/media/quickstart/best-practices and the post's fields. */
import { audienceFrom } from '../../../contract/audiences.ts';
import { z } from 'zod';
import type { AccountLimits } from '../../../contract/model.ts';
import type { AccountCall } from '../../core/ports/network.ts';
import type { NetworkContext } from '../network.ts';
import { prices } from './prices.ts';
import { openSession } from './session.ts';

/** Chunks of an upload: X asks for 1 to 4 MB, and numbers them 0 to 999. */
export const segmentBytes = 4_000_000;
const mostSegments = 1000;

interface Tier {
  readonly text: number;
  readonly videoBytes: number;
  readonly videoMs: number;
}
const free: Tier = { text: 280, videoBytes: 512_000_000, videoMs: 140_000 };
/**
 * X's documents disagree: one has 140 s and 512 MB for everyone, another 20 to 125 min and 8 to 16 GB by tier. This is the
 * least of the second, and no more than the numbers of chunks allow. Nothing is said of what the tier Basic takes.
 */
const premium: Tier = {
  text: 25_000,
  videoBytes: Math.min(8_000_000_000, segmentBytes * mostSegments),
  videoMs: 20 * 60_000,
};
const bySubscription: ReadonlyMap<string, Tier> = new Map([
  ['Premium', premium],
  ['PremiumPlus', premium],
]);
/** The mark of a paying account; it stands in where the subscription itself is not told. */
const byVerification: ReadonlyMap<string, Tier> = new Map([['blue', premium]]);

const meSchema = z.object({
  data: z.object({
    subscription_type: z.string().nullish(),
    verified_type: z.string().nullish(),
    protected: z.boolean().nullish(),
  }),
});
type Me = z.infer<typeof meSchema>['data'];

/** The limits of this account. Throws NetworkFailure. */
export async function limits(call: AccountCall, context: NetworkContext): Promise<AccountLimits> {
  return limitsOf(await askMe(call, context));
}

/** Whether only followers see what the account posts; X knows no audience for a single post. Throws NetworkFailure. */
export async function isProtected(call: AccountCall, context: NetworkContext): Promise<boolean> {
  return (await askMe(call, context)).protected === true;
}

async function askMe(call: AccountCall, context: NetworkContext): Promise<Me> {
  const session = openSession(call, context);
  const path = '/2/users/me?user.fields=protected,subscription_type,verified_type';
  const { data } = await session.read(meSchema, path);
  session.charge(prices.userRead, [`user ${call.account.remoteId}`]);
  return data;
}

export function limitsOf(me: Me): AccountLimits {
  const { text, videoBytes, videoMs } = tierOf(me);
  return {
    text,
    textUnit: 'weighted',
    textBytes: null,
    linkLength: 23,
    title: null,
    pictures: 4,
    mediaRequired: false,
    altText: 1000,
    pictureBytes: 5_000_000,
    picturePixels: null,
    // A GIF may be larger and stands alone in its post, which these limits cannot say.
    pictureTypes: ['image/jpeg', 'image/png', 'image/webp'],
    pictureRatio: null,
    video: {
      bytes: videoBytes,
      types: ['video/mp4'],
      shortestMs: 500,
      longestMs: videoMs,
      widest: 1280,
      ratio: { least: 1 / 3, most: 3 },
      codecs: ['avc'],
    },
    fetches: 'nothing',
    audiences: [audienceFrom('x', String(me.protected === true))],
    warnings: false,
    threads: true,
    postsPerDay: null,
  };
}

function tierOf({ subscription_type: subscription, verified_type: verification }: Me): Tier {
  if (subscription) return bySubscription.get(subscription) ?? free;
  return byVerification.get(verification ?? '') ?? free;
}
