/** Where networks live. Only rehearsal and unpackaged builds name other places than the defaults; the caller decides. */
import { z } from 'zod';
import { networkIds } from '../../contract/model.ts';

const base = z.url();
const keysSchema = z.strictObject({
  clientId: z.string().nullable(),
  clientSecret: z.string().nullable(),
  redirectUri: z.string().nullable(),
});

export const addressesSchema = z.strictObject({
  /** A server that the sign-in form offers already filled in; empty for none. */
  mastodonPreset: z.string(),
  pixelfedPreset: z.string(),
  /** A handle that the form has filled in. */
  blueskyPreset: z.string(),
  bluesky: z.strictObject({ service: base, plcDirectory: base, video: base }),
  instagram: z.strictObject({ www: base, api: base, graph: base, upload: base }),
  threads: z.strictObject({ www: base, graph: base }),
  facebook: z.strictObject({ www: base, graph: base, graphVideo: base }),
  x: z.strictObject({ www: base, api: base }),
  linkedin: z.strictObject({ www: base, api: base }),
  google: z.strictObject({ accounts: base, oauth: base, api: base, watch: base }),
  tiktok: z.strictObject({ www: base, api: base }),
  /** The developer apps of the pretend networks: then nobody has to bring keys. */
  presetKeys: z.partialRecord(z.enum(networkIds), keysSchema),
});
export type Addresses = Readonly<z.infer<typeof addressesSchema>>;

export const defaultAddresses: Addresses = {
  mastodonPreset: '',
  pixelfedPreset: '',
  blueskyPreset: '',
  bluesky: {
    service: 'https://bsky.social',
    plcDirectory: 'https://plc.directory',
    video: 'https://video.bsky.app',
  },
  instagram: {
    www: 'https://www.instagram.com',
    api: 'https://api.instagram.com',
    graph: 'https://graph.instagram.com',
    upload: 'https://rupload.facebook.com',
  },
  threads: { www: 'https://threads.com', graph: 'https://graph.threads.net' },
  facebook: {
    www: 'https://www.facebook.com',
    graph: 'https://graph.facebook.com',
    graphVideo: 'https://graph-video.facebook.com',
  },
  x: { www: 'https://x.com', api: 'https://api.x.com' },
  linkedin: { www: 'https://www.linkedin.com', api: 'https://api.linkedin.com' },
  google: {
    accounts: 'https://accounts.google.com',
    oauth: 'https://oauth2.googleapis.com',
    api: 'https://www.googleapis.com',
    watch: 'https://www.youtube.com',
  },
  tiktok: { www: 'https://www.tiktok.com', api: 'https://open.tiktokapis.com' },
  presetKeys: {},
};
