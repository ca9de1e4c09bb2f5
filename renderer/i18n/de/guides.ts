import type { Guides } from '../en/guides.ts';
import { facebookGuide } from './guides/facebook.ts';
import { instagramGuide } from './guides/instagram.ts';
import { linkedinGuide } from './guides/linkedin.ts';
import { threadsGuide } from './guides/threads.ts';
import { tiktokGuide } from './guides/tiktok.ts';
import { xGuide } from './guides/x.ts';
import { youtubeGuide } from './guides/youtube.ts';

export const guides: Guides = {
  instagram: instagramGuide,
  threads: threadsGuide,
  facebook: facebookGuide,
  x: xGuide,
  linkedin: linkedinGuide,
  youtube: youtubeGuide,
  tiktok: tiktokGuide,
};
