/** New posts of the sample person, so that an app has something to notice. */
import { z } from 'zod';
import { postOf } from './instagram/instagram-state.ts';
import { addSample, visibilities } from './mastodon/mastodon-state.ts';
import { sceneNames } from './pictures.ts';
import type { SamplePost } from './sample-post.ts';
import { samplePosts } from './sample-posts.ts';
import type { Store } from './state.ts';

export const sourceNetworks = ['instagram', 'mastodon', 'pixelfed'] as const;
export type SourceNetwork = (typeof sourceNetworks)[number];
export interface PublishedSource {
  readonly network: SourceNetwork;
  readonly id: string;
  readonly caption: string;
}

/** A post of a test's own; without `text` the next of the prepared ones comes. */
export const publishRequestSchema = z.strictObject({
  network: z.enum(sourceNetworks).default('instagram'),
  text: z.string().optional(),
  pictures: z.array(z.strictObject({ scene: z.enum(sceneNames), altText: z.string().default('') })).default([]),
  visibility: z.enum(visibilities).optional(),
  warning: z.string().optional(),
  kind: z.enum(['post', 'reply', 'boost']).optional(),
  language: z.string().default('en'),
});
export type PublishRequest = z.infer<typeof publishRequestSchema>;

/** Brings out the next prepared post of a network, or the one that is described. Null when none is left. */
export function publishSource(store: Store, now: number, request: PublishRequest): PublishedSource | null {
  const sample = request.text === undefined ? nextSample(store, request.network) : customSample(request, request.text);
  return sample === null ? null : put(store, request.network, sample, now);
}

function nextSample(store: Store, network: SourceNetwork): SamplePost | null {
  const { published } = store.state();
  const count = published[network] ?? 0;
  const sample = samplePosts[network].upcoming[count] ?? null;
  if (sample !== null) published[network] = count + 1;
  return sample;
}

function customSample({ pictures, language, visibility, warning, kind }: PublishRequest, text: string): SamplePost {
  return {
    text,
    pictures,
    language,
    ageMs: 0,
    likes: 0,
    ...(visibility === undefined ? {} : { visibility }),
    ...(warning === undefined ? {} : { warning }),
    ...(kind === undefined ? {} : { kind }),
  };
}

function put(store: Store, network: SourceNetwork, sample: SamplePost, now: number): PublishedSource {
  const state = store.state();
  store.changed();
  if (network !== 'instagram') return { network, id: addSample(state[network], sample, now).id, caption: sample.text };
  const newest = Math.max(0, ...state.instagram.posts.map(({ publishedAt }) => publishedAt));
  const post = postOf(sample, Math.max(now, newest + 1));
  state.instagram.posts.push(post);
  return { network, id: post.id, caption: sample.text };
}
