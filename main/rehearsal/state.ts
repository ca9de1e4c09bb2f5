/** What the pretend networks remember, in one JSON file, so that a rehearsal goes on after a restart of the app. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { blueskyStateSchema, initialBluesky } from './bluesky/bluesky-state.ts';
import { facebookStateSchema, initialFacebook } from './facebook/facebook-state.ts';
import { rehearsedNetworks } from './faults.ts';
import { replaceFile } from './files.ts';
import { initialInstagram, instagramStateSchema } from './instagram/instagram-state.ts';
import { initialLinkedin, linkedinStateSchema } from './linkedin/linkedin-state.ts';
import { initialMastodon, mastodonStateSchema } from './mastodon/mastodon-state.ts';
import { mastodonPosts, pixelfedPosts } from './sample-fediverse.ts';
import { initialThreads, threadsStateSchema } from './threads/threads-state.ts';
import { initialTiktok, tiktokStateSchema } from './tiktok/tiktok-state.ts';
import { initialX, xStateSchema } from './x/x-state.ts';
import { initialYoutube, youtubeStateSchema } from './youtube/youtube-state.ts';

/** A post that an app made through an API: tests count these to see that nothing was posted twice. */
export const deliverySchema = z.object({
  network: z.enum(rehearsedNetworks),
  id: z.string(),
  url: z.string(),
  at: z.number(),
  /** YouTube's; empty elsewhere. */
  title: z.string().default(''),
  text: z.string(),
  /** In the words of the network; `draft` for what only the person can see until they finish it. */
  visibility: z.string(),
  /** The post that it goes on from; null where it stands by itself. */
  replyTo: z.string().nullable().default(null),
  warning: z.string(),
  /** The Idempotency-Key or record key that came with it. */
  key: z.string().nullable(),
  media: z.array(z.object({ sha256: z.string(), altText: z.string(), mimeType: z.string() })),
  deletedAt: z.number().nullable(),
});
export type Delivery = z.infer<typeof deliverySchema>;
export type NewDelivery = z.input<typeof deliverySchema>;

const stateSchema = z.object({
  version: z.literal(2),
  ports: z.record(z.string(), z.number()),
  /** How many of each network's upcoming sample posts are out. */
  published: z.record(z.string(), z.number()),
  instagram: instagramStateSchema,
  mastodon: mastodonStateSchema,
  pixelfed: mastodonStateSchema,
  bluesky: blueskyStateSchema,
  x: xStateSchema,
  threads: threadsStateSchema,
  facebook: facebookStateSchema,
  linkedin: linkedinStateSchema,
  youtube: youtubeStateSchema,
  tiktok: tiktokStateSchema,
  deliveries: z.array(deliverySchema),
});
export type State = z.infer<typeof stateSchema>;

const initialState = (now: number): State => ({
  version: 2,
  ports: {},
  published: {},
  instagram: initialInstagram(now),
  mastodon: initialMastodon(mastodonPosts.published, now),
  pixelfed: initialMastodon(pixelfedPosts.published, now),
  bluesky: initialBluesky(now),
  x: initialX(now),
  threads: initialThreads(now),
  facebook: initialFacebook(now),
  linkedin: initialLinkedin(now),
  youtube: initialYoutube(now),
  tiktok: initialTiktok(now),
  deliveries: [],
});

export interface Store {
  /** The state as it is; handlers change it in place and then say `changed`. */
  readonly state: () => State;
  /** Has the state written soon. */
  readonly changed: () => void;
  /** Begins again with the sample posts; addresses stay. */
  readonly reset: (now: number) => void;
  /** Resolves when everything is on disk. Rejects when the folder cannot be written. */
  readonly flush: () => Promise<void>;
}

const writeDelayMs = 200;

/** Opens the state in `dataDir`; a missing or unreadable file begins a fresh rehearsal. */
export async function openStore(dataDir: string, now: number): Promise<Store> {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'state.json');
  let state = (await readState(file)) ?? initialState(now);
  let timer: NodeJS.Timeout | null = null;
  let written: Promise<void> = Promise.resolve();
  const write = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const text = JSON.stringify(state);
    written = written.catch(() => undefined).then(() => replaceFile(file, text));
    return written;
  };
  const changed = () => {
    timer ??= setTimeout(() => void write().catch(() => undefined), writeDelayMs);
  };
  return {
    state: () => state,
    changed,
    reset: (at) => {
      state = { ...initialState(at), ports: state.ports };
      changed();
    },
    flush: write,
  };
}

async function readState(file: string): Promise<State | null> {
  try {
    return stateSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}
