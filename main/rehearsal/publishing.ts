/** New posts of the sample person, so that an app has something to notice. */
import { z } from 'zod';
import { visibilities } from './mastodon/mastodon-state.ts';
import { pretendNetworks } from './networks.ts';
import { sceneNames } from './pictures.ts';
import type { SamplePost } from './sample-post.ts';
import type { Store } from './state.ts';
import { videoNames } from './videos.ts';

/** The networks whose API hands a person's posts out. */
export const sourceNetworks = [
  'instagram',
  'pixelfed',
  'x',
  'threads',
  'mastodon',
  'bluesky',
  'facebook',
  'youtube',
  'tiktok',
] as const;
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
  video: z.strictObject({ name: z.enum(videoNames), altText: z.string().default('') }).optional(),
  visibility: z.enum(visibilities).optional(),
  warning: z.string().optional(),
  kind: z.enum(['post', 'reply', 'boost']).optional(),
  language: z.string().default('en'),
  isStory: z.boolean().optional(),
  tagged: z.array(z.string()).optional(),
  place: z.strictObject({ name: z.string(), country: z.string() }).optional(),
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
  const sample = sourceOf(network).samples.upcoming[count] ?? null;
  if (sample !== null) published[network] = count + 1;
  return sample;
}

function customSample(
  { pictures, video, language, visibility, warning, kind, isStory, tagged, place }: PublishRequest,
  text: string,
): SamplePost {
  return {
    text,
    pictures,
    language,
    ageMs: 0,
    likes: 0,
    ...(video === undefined ? {} : { video }),
    ...(visibility === undefined ? {} : { visibility }),
    ...(warning === undefined ? {} : { warning }),
    ...(kind === undefined ? {} : { kind }),
    ...(isStory === undefined ? {} : { isStory }),
    ...(tagged === undefined ? {} : { tagged }),
    ...(place === undefined ? {} : { place }),
  };
}

function put(store: Store, network: SourceNetwork, sample: SamplePost, now: number): PublishedSource {
  store.changed();
  return { network, id: sourceOf(network).add(store.state(), sample, now), caption: sample.text };
}

function sourceOf(network: SourceNetwork) {
  const source = pretendNetworks.find(({ id }) => id === network)?.source;
  if (source === undefined) throw new Error(`Nobody can post on the pretend ${network}`);
  return source;
}
