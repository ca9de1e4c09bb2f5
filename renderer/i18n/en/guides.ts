import { facebookGuide } from './guides/facebook.ts';
import { instagramGuide } from './guides/instagram.ts';
import { linkedinGuide } from './guides/linkedin.ts';
import { threadsGuide } from './guides/threads.ts';
import { tiktokGuide } from './guides/tiktok.ts';
import { xGuide } from './guides/x.ts';
import { youtubeGuide } from './guides/youtube.ts';

/**
 * How a person gets a developer app of their own, network by network. `{{redirect}}` stands for the addresses to enter
 * there, `{{scopes}}` for the permissions: windows put them in with a button that copies them.
 */
export const guides = {
  instagram: instagramGuide,
  threads: threadsGuide,
  facebook: facebookGuide,
  x: xGuide,
  linkedin: linkedinGuide,
  youtube: youtubeGuide,
  tiktok: tiktokGuide,
} as const;

/** The shape of a text in another language: the same keys, the same number of lines, other words. */
type Translated<Text> = Text extends string ? string : { readonly [Key in keyof Text]: Translated<Text[Key]> };
export type Guides = Translated<typeof guides>;
