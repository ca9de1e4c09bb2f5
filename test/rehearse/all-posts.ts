/** What the sample person posts on each network for the great rehearsal. */
import type { Audience, NetworkId } from '../../contract/model.ts';
import { type PublishRequest, type SourceNetwork, sourceNetworks } from '../../main/rehearsal/publishing.ts';

export interface SourcePost {
  readonly network: NetworkId;
  readonly kind: 'picture' | 'carousel' | 'video' | 'long_text' | 'for_few';
  /** A word that is in its text and nowhere else. */
  readonly marker: string;
  readonly audience: Audience;
  readonly request: Partial<PublishRequest>;
}

/** Networks whose posts can be for fewer than everyone, as their APIs tell. */
const canBeForFew: readonly NetworkId[] = ['mastodon', 'pixelfed', 'facebook', 'youtube'];
/** Where there is nothing but videos. */
const videoOnly: readonly NetworkId[] = ['youtube', 'tiktok'];

/** Longer than the longest limit there is: Facebook's 63,206. */
const longText = Array.from(
  { length: 1_400 },
  (_, line) => `Line ${line + 1}: the fog lifts off the harbour by itself.`,
).join('\n');

export function postsFor(network: NetworkId): readonly SourcePost[] {
  const source = sourceNetworks.find((candidate) => candidate === network);
  if (source === undefined) return [];
  const picture = { scene: 'fog-harbour', altText: 'Cranes fade into the fog' } as const;
  const other = { scene: 'dunes-noon', altText: 'Dunes under a blue sky' } as const;
  const video = { name: 'dunes-pan', altText: 'A slow look along the dunes' } as const;
  const onlyVideo = videoOnly.includes(network);
  return [
    ...(onlyVideo ? [] : [post(source, 'picture', { pictures: [picture] })]),
    ...(onlyVideo ? [] : [post(source, 'carousel', { pictures: [picture, other] })]),
    post(source, 'video', { video }),
    post(source, 'long_text', onlyVideo ? { video } : { pictures: [other] }, longText),
    ...(canBeForFew.includes(network)
      ? [post(source, 'for_few', { ...(onlyVideo ? { video } : { pictures: [picture] }), visibility: 'private' })]
      : []),
  ];
}

function post(network: SourceNetwork, kind: SourcePost['kind'], media: Partial<PublishRequest>, more = ''): SourcePost {
  const marker = `${network}${kind.replaceAll('_', '')}`;
  const text = `${sentences[kind]} ${marker}${more === '' ? '' : `\n\n${more}`}`;
  const audience = kind === 'for_few' ? 'followers' : 'public';
  return { network, kind, marker, audience, request: { network, text, ...media } };
}

const sentences: Readonly<Record<SourcePost['kind'], string>> = {
  picture: 'Half past six, and the cranes have not decided yet.',
  carousel: 'One morning at the water and one among the dunes.',
  video: 'Four seconds of wind.',
  long_text: 'What I wrote down while I waited.',
  for_few: 'Only for those who know me.',
};
