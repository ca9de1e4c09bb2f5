/** A pretend LinkedIn: its pages, and the API that takes posts and hands none out. */
import { formLimitBytes, uploadLimitBytes, type Ground, type PretendNetwork, type PretendServer } from '../pretend.ts';
import { authorizeRoutes } from './authorize.ts';
import { linkedinAnswers } from './errors.ts';
import { imageRoutes } from './images.ts';
import { permalinkRoutes } from './permalinks.ts';
import { postRoutes } from './posts.ts';
import { userinfoRoute } from './tokens.ts';
import { videoRoutes } from './videos.ts';

export const pretendLinkedin: PretendNetwork = {
  id: 'linkedin',
  servers,
  revoke: ({ linkedin }) => {
    for (const token of linkedin.tokens) token.revoked = true;
  },
  expire: ({ linkedin }, now) => {
    for (const token of linkedin.tokens) token.expiresAt = now;
  },
  narrow: ({ linkedin }) => {
    for (const token of linkedin.tokens) token.scopes = ['openid', 'profile'];
  },
};

function servers({ world, base }: Ground): readonly PretendServer[] {
  const www = () => base('linkedin-www');
  const api = () => base('linkedin-api');
  const pages = [...authorizeRoutes(world), ...permalinkRoutes(world, www)];
  const calls = [
    userinfoRoute(world),
    ...imageRoutes(world, api),
    ...videoRoutes(world, api),
    ...postRoutes(world, www),
  ];
  return [
    { name: 'linkedin-www', routes: pages, answers: linkedinAnswers, bodyLimitBytes: formLimitBytes },
    { name: 'linkedin-api', routes: calls, answers: linkedinAnswers, bodyLimitBytes: uploadLimitBytes },
  ];
}
