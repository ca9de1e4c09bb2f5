import { publishable } from '../../../contract/audiences.ts';
import type { AccountLimits } from '../../../contract/model.ts';
import type { AccountCall } from '../../core/ports/network.ts';
import { postsPerDay } from '../meta/quota.ts';
import { openSession } from '../meta/session.ts';
import type { NetworkContext } from '../network.ts';
import { dialect } from './dialect.ts';

const documentedPostsPerDay = 250;

/** developers.facebook.com/docs/threads/overview and /docs/threads/posts */
const documented: Omit<AccountLimits, 'postsPerDay'> = {
  text: 500,
  // Emoji count by their bytes.
  textUnit: 'weighted',
  textBytes: null,
  linkLength: null,
  title: null,
  pictures: 20,
  mediaRequired: false,
  // One digest says 1020.
  altText: 1000,
  pictureBytes: 8_000_000,
  picturePixels: null,
  pictureTypes: ['image/jpeg', 'image/png'],
  pictureRatio: { least: 0.1, most: 10 },
  video: {
    bytes: 1_000_000_000,
    types: ['video/mp4', 'video/quicktime'],
    shortestMs: 0,
    longestMs: 300_000,
    widest: 1920,
    ratio: null,
    codecs: null,
  },
  fetches: 'everything',
  audiences: publishable('threads'),
  warnings: false,
  threads: true,
};

/** Throws NetworkFailure. */
export async function limits(call: AccountCall, context: NetworkContext): Promise<AccountLimits> {
  const session = await openSession(dialect, call, context);
  return {
    ...documented,
    postsPerDay: await postsPerDay(session, '/me/threads_publishing_limit', documentedPostsPerDay),
  };
}
