/** What the pretend networks remember, in one JSON file, so that a rehearsal goes on after a restart of the app. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { blueskyStateSchema, initialBluesky } from './bluesky/bluesky-state.ts';
import { rehearsedNetworks } from './faults.ts';
import { replaceFile } from './files.ts';
import { initialInstagram, instagramStateSchema } from './instagram/instagram-state.ts';
import { initialMastodon, mastodonStateSchema } from './mastodon/mastodon-state.ts';
import { samplePosts } from './sample-posts.ts';

/** A post that an app made through an API: tests count these to see that nothing was posted twice. */
const deliverySchema = z.object({
  network: z.enum(rehearsedNetworks),
  id: z.string(),
  url: z.string(),
  at: z.number(),
  text: z.string(),
  visibility: z.string(),
  warning: z.string(),
  /** The Idempotency-Key or record key that came with it. */
  key: z.string().nullable(),
  media: z.array(z.object({ sha256: z.string(), altText: z.string(), mimeType: z.string() })),
  deletedAt: z.number().nullable(),
});
export type Delivery = z.infer<typeof deliverySchema>;

const stateSchema = z.object({
  version: z.literal(1),
  ports: z.record(z.string(), z.number()),
  /** How many of each network's upcoming sample posts are out. */
  published: z.record(z.string(), z.number()),
  instagram: instagramStateSchema,
  mastodon: mastodonStateSchema,
  pixelfed: mastodonStateSchema,
  bluesky: blueskyStateSchema,
  deliveries: z.array(deliverySchema),
});
export type State = z.infer<typeof stateSchema>;

const initialState = (now: number): State => ({
  version: 1,
  ports: {},
  published: {},
  instagram: initialInstagram(now),
  mastodon: initialMastodon(samplePosts.mastodon.published, now),
  pixelfed: initialMastodon(samplePosts.pixelfed.published, now),
  bluesky: initialBluesky(),
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
