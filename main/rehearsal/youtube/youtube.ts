/** A pretend YouTube: Google's consent page and tokens, the Data API, and the page of a video. */
import { createCodeDesk } from '../oauth-codes.ts';
import { formLimitBytes, uploadLimitBytes, type Ground, type PretendNetwork, type PretendServer } from '../pretend.ts';
import { accountRoutes, scopes, type Asked } from './accounts.ts';
import { dataRoutes } from './data.ts';
import { googleAnswers } from './errors.ts';
import { youtubePosts } from './sample-youtube.ts';
import type { Looking } from './resources.ts';
import { tokenRoutes } from './tokens.ts';
import { uploadRoutes } from './upload.ts';
import { watchRoutes } from './watch.ts';
import { changeVideo, removeVideo, sampleVideo } from './youtube-state.ts';

const codeLifeMs = 600_000;

export const pretendYoutube: PretendNetwork = {
  id: 'youtube',
  servers,
  revoke: ({ youtube }) => {
    for (const grant of youtube.grants) grant.isRevoked = true;
  },
  expire: ({ youtube }, now) => {
    for (const token of youtube.tokens) token.expiresAt = now;
  },
  narrow: ({ youtube }) => {
    for (const grant of youtube.grants) grant.scopes = [scopes.readonly];
  },
  source: {
    samples: youtubePosts,
    add: ({ youtube }, sample, now) => {
      const newest = Math.max(0, ...youtube.videos.map(({ uploadedAt }) => uploadedAt));
      const video = sampleVideo(sample, Math.max(now, newest + 1));
      youtube.videos.push(video);
      return video.id;
    },
    change: ({ youtube }, id, change) => changeVideo(youtube, id, change),
    remove: ({ youtube }, id) => removeVideo(youtube, id),
  },
};

function servers({ world, base }: Ground): readonly PretendServer[] {
  const codes = createCodeDesk<Asked>(world.now, codeLifeMs);
  const look = (): Looking => ({ world, watch: base('google-watch') });
  const shared = { answers: googleAnswers, bodyLimitBytes: formLimitBytes } as const;
  const api = [...dataRoutes(look), ...uploadRoutes({ look, api: () => base('google-api') })];
  return [
    { ...shared, name: 'google-accounts', routes: accountRoutes(codes) },
    { ...shared, name: 'google-oauth', routes: tokenRoutes(world, codes) },
    { ...shared, name: 'google-api', routes: api, bodyLimitBytes: uploadLimitBytes },
    { ...shared, name: 'google-watch', routes: watchRoutes(look) },
  ];
}
