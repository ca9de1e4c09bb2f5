/** Records with ordinary values, for tests of pure decisions: say only what matters. */
import type {
  AccountId,
  AccountLimits,
  Content,
  CrosspostId,
  MediaId,
  PostId,
  RouteId,
  Sha256,
} from '../../contract/model.ts';
import { defaultAccountRules } from '../../contract/rules.ts';
import type { AccountRecord, CrosspostRecord, PostRecord } from '../../main/core/ports/records.ts';

/** What a network takes that takes pictures with words and knows nothing special. */
export const plainLimits: AccountLimits = {
  text: 500,
  textUnit: 'characters',
  textBytes: null,
  linkLength: null,
  title: null,
  pictures: 4,
  mediaRequired: false,
  altText: 1500,
  pictureBytes: 16_000_000,
  picturePixels: null,
  pictureTypes: ['image/jpeg', 'image/png'],
  pictureRatio: null,
  video: null,
  fetches: 'nothing',
  audiences: ['public', 'unlisted'],
  warnings: true,
  threads: false,
  postsPerDay: null,
};

/** A post of words alone, for everyone. */
export function aContent(content: Partial<Content> = {}): Content {
  return {
    title: null,
    text: 'Autumn fog',
    thread: [],
    language: 'en',
    audience: 'public',
    sensitive: false,
    warning: null,
    pictures: [],
    video: null,
    ...content,
  };
}

export function aPost(post: Partial<PostRecord> = {}): PostRecord {
  return {
    id: 1 as PostId,
    accountId: 1 as AccountId,
    remoteId: 'p1',
    url: 'https://pixels.example/p/1',
    text: 'Autumn fog',
    language: 'en',
    audience: 'public',
    sensitive: false,
    warning: null,
    publishedAt: 1_000,
    isReply: false,
    isStory: false,
    tagged: 0,
    place: null,
    otherMedia: null,
    seenAt: 2_000,
    baseline: false,
    plannedAt: null,
    ...post,
  };
}

export function anAccount(account: Partial<AccountRecord> = {}): AccountRecord {
  return {
    id: 2 as AccountId,
    network: 'bluesky',
    instance: 'https://pds.example',
    remoteId: 'did:plc:mara',
    handle: 'mara.example',
    displayName: 'Mara',
    profileUrl: 'https://bsky.example/profile/mara.example',
    method: 'window',
    grantedScopes: [],
    endsAt: null,
    state: 'working',
    problem: null,
    lastCheckedAt: null,
    nextCheckAt: 0,
    cursor: null,
    limits: null,
    limitsAt: null,
    linkedAt: 0,
    unlinkedAt: null,
    rules: defaultAccountRules,
    ...account,
  };
}

export function aCrosspost(crosspost: Partial<CrosspostRecord> = {}): CrosspostRecord {
  const content = aContent({
    pictures: [
      {
        mediaId: 1 as MediaId,
        sha256: 'a'.repeat(64) as Sha256,
        mimeType: 'image/jpeg',
        sizeBytes: 9,
        width: 3,
        height: 2,
        altText: 'A harbour',
      },
    ],
  });
  return {
    id: 1 as CrosspostId,
    postId: 1 as PostId,
    routeId: 1 as RouteId,
    accountId: 2 as AccountId,
    state: 'approved',
    content,
    contentHash: 'b'.repeat(64) as Sha256,
    planned: content,
    notices: [],
    dueAt: 0,
    scheduledAt: null,
    scheduledBy: null,
    changedAt: 0,
    publishKey: null,
    publishStartedAt: null,
    publishedAt: null,
    remoteId: null,
    remoteUrl: null,
    withdrawingAt: null,
    problem: null,
    putOff: 0,
    ...crosspost,
  };
}
