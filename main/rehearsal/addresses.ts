/** Where the pretend networks are, host by host, in the shape in which the program is told. */
import { apps, person } from './people.ts';

/** `base` gives the address of a pretend server by its name. */
export const addressesOf = (base: (server: string) => string) => ({
  mastodonPreset: base('mastodon'),
  pixelfedPreset: base('pixelfed'),
  blueskyPreset: person.bluesky.handle as string,
  bluesky: { service: base('bluesky'), plcDirectory: base('plc'), video: base('bluesky-video') },
  instagram: {
    www: base('instagram-www'),
    api: base('instagram-api'),
    graph: base('instagram-graph'),
    upload: base('instagram-upload'),
  },
  threads: { www: base('threads-www'), graph: base('threads-graph') },
  facebook: { www: base('facebook-www'), graph: base('facebook-graph'), graphVideo: base('facebook-graph') },
  x: { www: base('x-www'), api: base('x-api') },
  linkedin: { www: base('linkedin-www'), api: base('linkedin-api') },
  google: {
    accounts: base('google-accounts'),
    oauth: base('google-oauth'),
    api: base('google-api'),
    watch: base('google-watch'),
  },
  tiktok: { www: base('tiktok-www'), api: base('tiktok-api') },
  presetKeys: apps,
});
