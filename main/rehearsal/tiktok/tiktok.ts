/** A pretend TikTok: its consent page, its API and its upload host. */
import { createCodeDesk } from '../oauth-codes.ts';
import { formLimitBytes, type Ground, type PretendNetwork, type PretendServer } from '../pretend.ts';
import { tiktokAnswers } from './answers.ts';
import { authorizeRoutes, type Asked } from './authorize.ts';
import { largestLastBytes } from './chunks.ts';
import { pageRoutes } from './pages.ts';
import { readingRoutes } from './reading.ts';
import { tiktokPosts } from './sample-tiktok.ts';
import { shareRoutes } from './shares.ts';
import { changePost, freeTime, postOf, removePost } from './tiktok-state.ts';
import { tokenRoutes } from './tokens.ts';
import { uploadRoutes } from './upload.ts';

export const pretendTiktok: PretendNetwork = {
  id: 'tiktok',
  servers,
  revoke: ({ tiktok }) => {
    tiktok.tokens = [];
  },
  expire: ({ tiktok }, now) => {
    for (const token of tiktok.tokens) token.expiresAt = now;
  },
  narrow: ({ tiktok }) => {
    for (const token of tiktok.tokens) token.scopes = token.scopes.filter((scope) => scope !== 'video.upload');
  },
  source: {
    samples: tiktokPosts,
    add: ({ tiktok }, sample, now) => {
      const post = postOf(sample, freeTime(tiktok, now));
      tiktok.posts.push(post);
      return post.id;
    },
    change: ({ tiktok }, id, change) => changePost(tiktok, id, change),
    remove: ({ tiktok }, id) => removePost(tiktok, id),
  },
};

const codesLiveMs = 10 * 60_000;

function servers({ world, base }: Ground): readonly PretendServer[] {
  const codes = createCodeDesk<Asked>(world.now, codesLiveMs);
  const at = { www: () => base('tiktok-www'), api: () => base('tiktok-api') };
  return [
    {
      name: 'tiktok-www',
      routes: [...authorizeRoutes(codes), ...pageRoutes(world)],
      answers: tiktokAnswers,
      bodyLimitBytes: formLimitBytes,
    },
    {
      name: 'tiktok-api',
      routes: [
        ...tokenRoutes(world, codes),
        ...readingRoutes(world, at),
        ...shareRoutes(world, at),
        ...uploadRoutes(world, at),
      ],
      answers: tiktokAnswers,
      bodyLimitBytes: largestLastBytes,
    },
  ];
}
