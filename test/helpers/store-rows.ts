/** Rows for stores under test: everything filled in, every value told apart from its neighbour. */
import type { AccountId, Content, PostId, RouteId, Sha256 } from '../../contract/model.ts';
import type { SourcePost } from '../../main/core/ports/source.ts';
import type { AccountLinking, NewCrosspost } from '../../main/core/ports/records.ts';
import type { Writer } from '../../main/core/ports/store.ts';
import type { PictureFile } from '../../main/core/ports/system.ts';
import { aContent, plainLimits as limits } from './records.ts';

/** A hash that is none of anything, in the right form. */
export const someHash = (seed: number): Sha256 => seed.toString(16).padStart(64, '0') as Sha256;

export { limits };

export function linking(change: Partial<AccountLinking> & { readonly remoteId?: string } = {}): AccountLinking {
  const { remoteId = 'did:plc:ann', ...rest } = change;
  return {
    network: 'bluesky',
    profile: {
      remoteId,
      instance: 'https://pds.example',
      handle: `${remoteId.slice(-3)}.pics.example`,
      displayName: 'Ann',
      profileUrl: `https://pds.example/${remoteId}`,
    },
    method: 'window',
    grantedScopes: ['read', 'write'],
    endsAt: 9_000,
    limits,
    at: 1_000,
    ...rest,
  };
}

export function sourcePost(number: number, change: Partial<SourcePost> = {}): SourcePost {
  return {
    remoteId: `post-${number}`,
    url: `https://pds.example/post/${number}`,
    text: `Sunset number ${number} over the pier`,
    language: 'en',
    audience: 'public',
    sensitive: false,
    warning: null,
    publishedAt: 1_000_000 + number,
    isReply: false,
    isStory: false,
    tagged: 0,
    place: null,
    pictures: [],
    video: null,
    otherMedia: null,
    ...change,
  };
}

export const pictureFile: PictureFile = {
  sha256: someHash(77),
  mimeType: 'image/jpeg',
  sizeBytes: 1_234,
  width: 40,
  height: 30,
};

export function content(text: string): Content {
  return aContent({ text });
}

/** A source with routes to two destinations. */
export interface SmallWorld {
  readonly source: AccountId;
  readonly first: AccountId;
  readonly second: AccountId;
  readonly toFirst: RouteId;
  readonly toSecond: RouteId;
}
export function addSmallWorld(write: Writer): SmallWorld {
  const source = write.linkAccount(linking());
  const first = write.linkAccount(linking({ network: 'mastodon', remoteId: 'bob' }));
  const second = write.linkAccount(linking({ network: 'pixelfed', remoteId: 'cat' }));
  const toFirst = write.createRoute(source, first, 'review', 2_000);
  const toSecond = write.createRoute(source, second, 'review', 2_000);
  return { source, first, second, toFirst, toSecond };
}

export function addKnownPost(write: Writer, source: AccountId, post: SourcePost): PostId {
  const id = write.addPost(source, post, false, post.publishedAt + 5);
  if (id === null) throw new Error(`The post ${post.remoteId} is known already`);
  return id;
}

export function newCrosspost(
  target: Pick<NewCrosspost, 'postId' | 'routeId' | 'accountId'>,
  change: Partial<NewCrosspost> = {},
): NewCrosspost {
  return {
    ...target,
    state: 'waiting',
    content: content('Sunset'),
    contentHash: someHash(1),
    notices: [],
    postedAt: 1_000_000,
    at: 3_000,
    ...change,
  };
}

/** Posts of one source, each with a crosspost whose state goes round: a queue as after years. */
export function fillQueue(write: Writer, world: SmallWorld, from: number, to: number): void {
  for (let number = from; number < to; number++) {
    const post = sourcePost(number, { text: `Sunset number ${number} over the pier, ${number % 97} gulls #harbour` });
    const postId = addKnownPost(write, world.source, post);
    const target = { postId, routeId: world.toFirst, accountId: world.first };
    const text = `${post.text} `.repeat(6);
    const crosspost = { content: content(text), contentHash: someHash(number), postedAt: post.publishedAt };
    const id = write.addCrosspost(newCrosspost(target, crosspost));
    if (id === null) throw new Error('Two crossposts of one post to one account');
    if (number % 10 === 0) continue;
    const publishedAt = post.publishedAt + 60_000;
    const remote = { remoteId: `status-${number}`, remoteUrl: `https://instance.example/${number}` };
    write.changeCrosspost(id, { from: 'waiting', state: 'published', publishedAt, ...remote, at: publishedAt });
  }
}
