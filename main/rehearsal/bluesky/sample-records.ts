/** Posts of the sample person as records of her repository, as if she had made them in Bluesky's own app. */
import { person } from '../people.ts';
import { pictureSize } from '../pictures.ts';
import type { SamplePost } from '../sample-post.ts';
import { sampleVideos } from '../videos.ts';
import type { BlueskyState, StoredBlob, StoredRecord } from './bluesky-state.ts';
import { blobCid, recordCid } from './cid.ts';
import { tidAt } from './tid.ts';

const somebody = 'at://did:plc:rehearsaljonas2345672345/app.bsky.feed.post/3labcdefghij2';
/** Nobody measures a sample that is perhaps not drawn yet. */
const sampleBytes = 400_000;

/** Answers the new record's address. A boost is a record of another kind, which holds no text. */
export function addSample(state: BlueskyState, sample: SamplePost, createdAt: number): string {
  const collection = sample.kind === 'boost' ? 'app.bsky.feed.repost' : 'app.bsky.feed.post';
  const taken = new Set(state.records.map(({ rkey }) => rkey));
  let rkey = tidAt(createdAt, 0);
  for (let more = 1; taken.has(rkey); more += 1) rkey = tidAt(createdAt, more);
  const value = sample.kind === 'boost' ? repostOf(createdAt) : postOf(state, sample, createdAt);
  const record: StoredRecord = { collection, rkey, cid: recordCid(value), value, indexedAt: createdAt };
  state.records.push(record);
  return `at://${person.bluesky.did}/${collection}/${rkey}`;
}

const repostOf = (createdAt: number): StoredRecord['value'] => ({
  $type: 'app.bsky.feed.repost',
  subject: { uri: somebody, cid: recordCid(somebody) },
  createdAt: new Date(createdAt).toISOString(),
});

function postOf(state: BlueskyState, sample: SamplePost, createdAt: number): StoredRecord['value'] {
  const ref = { uri: somebody, cid: recordCid(somebody) };
  const facets = tagFacets(sample.text);
  const embed = embedOf(state, sample);
  return {
    $type: 'app.bsky.feed.post',
    text: sample.text,
    createdAt: new Date(createdAt).toISOString(),
    langs: [sample.language],
    ...(facets.length > 0 && { facets }),
    ...(sample.kind === 'reply' && { reply: { root: ref, parent: ref } }),
    ...(embed !== null && { embed }),
    ...(sample.warning !== undefined && {
      labels: { $type: 'com.atproto.label.defs#selfLabels', values: [{ val: 'graphic-media' }] },
    }),
  };
}

export function tagFacets(text: string): readonly object[] {
  return [...text.matchAll(/#([\p{L}\p{N}_]+)/gu)].map(({ 0: shown, 1: tag = '', index }) => {
    const byteStart = Buffer.byteLength(text.slice(0, index));
    const features = [{ $type: 'app.bsky.richtext.facet#tag', tag }];
    return { index: { byteStart, byteEnd: byteStart + Buffer.byteLength(shown) }, features };
  });
}

function embedOf(state: BlueskyState, { pictures, video }: SamplePost): object | null {
  if (video !== undefined) {
    const { width, height } = sampleVideos[video.name];
    const blob = keep(state, { mimeType: 'video/mp4', scene: null, video: video.name });
    return { $type: 'app.bsky.embed.video', video: blob, alt: video.altText, aspectRatio: { width, height } };
  }
  const images = pictures.map(({ scene, altText }) => ({
    image: keep(state, { mimeType: 'image/jpeg', scene, video: null }),
    alt: altText,
    aspectRatio: pictureSize(scene),
  }));
  return images.length === 0 ? null : { $type: 'app.bsky.embed.images', images };
}

/** A sample is named by what it is, not by its bytes. */
function keep(state: BlueskyState, file: Pick<StoredBlob, 'mimeType' | 'scene' | 'video'>): object {
  const cid = blobCid(Buffer.from(`${file.scene} ${file.video}`));
  const blob = { ...file, cid, sizeBytes: sampleBytes, sha256: null, madeFrom: null };
  if (!state.blobs.some((kept) => kept.cid === cid)) state.blobs.push(blob);
  return { $type: 'blob', ref: { $link: cid }, mimeType: file.mimeType, size: sampleBytes };
}
