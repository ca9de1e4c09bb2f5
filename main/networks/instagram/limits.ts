import { publishable } from '../../../contract/audiences.ts';
import type { AccountLimits } from '../../../contract/model.ts';
import type { AccountCall } from '../../core/ports/network.ts';
import { postsPerDay } from '../meta/quota.ts';
import { openSession } from '../meta/session.ts';
import type { NetworkContext } from '../network.ts';
import { dialect } from './dialect.ts';

/** The guide says 100, the reference 50; the smaller stands in until the account's own number is known. */
const documentedPostsPerDay = 50;

/** developers.facebook.com/docs/instagram-platform/content-publishing and /reference/instagram-user/media */
const documented: Omit<AccountLimits, 'postsPerDay'> = {
  text: 2200,
  textUnit: 'characters',
  textBytes: null,
  linkLength: null,
  title: null,
  pictures: 10,
  mediaRequired: true,
  altText: 1000,
  pictureBytes: 8_000_000,
  picturePixels: null,
  pictureTypes: ['image/jpeg'],
  pictureRatio: { least: 4 / 5, most: 1.91 },
  video: {
    bytes: 300_000_000,
    types: ['video/mp4', 'video/quicktime'],
    shortestMs: 3_000,
    longestMs: 15 * 60_000,
    widest: 1920,
    ratio: { least: 0.01, most: 10 },
    codecs: ['avc', 'hevc'],
  },
  fetches: 'everything',
  audiences: publishable('instagram'),
  warnings: false,
  threads: false,
};

/** Throws NetworkFailure. */
export async function limits(call: AccountCall, context: NetworkContext): Promise<AccountLimits> {
  const session = await openSession(dialect, call, context);
  const path = `/${encodeURIComponent(call.account.remoteId)}/content_publishing_limit`;
  return { ...documented, postsPerDay: await postsPerDay(session, path, documentedPostsPerDay) };
}
