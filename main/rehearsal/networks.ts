/** Every pretend network. A new one is a folder and a line here. */
import { pretendBluesky } from './bluesky/bluesky.ts';
import { pretendFacebook } from './facebook/facebook.ts';
import { pretendInstagram } from './instagram/instagram.ts';
import { pretendLinkedin } from './linkedin/linkedin.ts';
import { pretendMastodon, pretendPixelfed } from './mastodon/mastodon.ts';
import type { PretendNetwork } from './pretend.ts';
import { pretendThreads } from './threads/threads.ts';
import { pretendTiktok } from './tiktok/tiktok.ts';
import { pretendX } from './x/x.ts';
import { pretendYoutube } from './youtube/youtube.ts';

export const pretendNetworks: readonly PretendNetwork[] = [
  pretendInstagram,
  pretendPixelfed,
  pretendX,
  pretendThreads,
  pretendMastodon,
  pretendBluesky,
  pretendFacebook,
  pretendLinkedin,
  pretendYoutube,
  pretendTiktok,
];
