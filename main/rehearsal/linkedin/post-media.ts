/** The pictures or the video that a post names: whether they are there, and whether they are ready. */
import { Refusal, type Answer } from '../server.ts';
import type { World } from '../world.ts';
import { invalidValue, missingField, tooLong, unprocessable, wrongUrnType } from './errors.ts';
import { statusOf } from './videos.ts';

export interface PostMedia {
  readonly sha256: string;
  readonly altText: string;
  readonly mimeType: string;
}

const altTextLimit = 4086;
const [fewestImages, mostImages] = [2, 20];

/** Throws a Refusal with what LinkedIn says against them. */
export function mediaOf(world: World, content: unknown): readonly PostMedia[] {
  if (content === undefined || content === null) return [];
  const { media, multiImage, ...others } = objectOf(content, 'content');
  const [other] = Object.keys(others);
  if (other !== undefined) throw refuse(invalidValue(`content/${other}`, 'is not rehearsed'));
  if (media !== undefined && multiImage !== undefined)
    throw refuse(invalidValue('content', 'is a union and has more than one member'));
  if (multiImage === undefined) return [oneOf(world, objectOf(media, 'content/media'), 'content/media')];
  const { images } = objectOf(multiImage, 'content/multiImage');
  if (!Array.isArray(images)) throw refuse(missingField('content/multiImage/images'));
  if (images.length < fewestImages || images.length > mostImages)
    throw refuse(invalidValue('content/multiImage/images', `must have ${fewestImages} to ${mostImages} images`));
  return images.map((image: unknown, index) => {
    const name = `content/multiImage/images/${index}`;
    const named = objectOf(image, name);
    if (!String(named['id']).startsWith('urn:li:image:')) throw refuse(wrongUrnType(`${name}/id`));
    return oneOf(world, named, name);
  });
}

function objectOf(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw refuse(missingField(name));
  return value as Readonly<Record<string, unknown>>;
}

function oneOf(world: World, media: Readonly<Record<string, unknown>>, name: string): PostMedia {
  const { id, altText = '' } = media;
  if (typeof id !== 'string') throw refuse(missingField(`${name}/id`));
  if (typeof altText !== 'string') throw refuse(invalidValue(`${name}/altText`, 'is not a string'));
  if (Array.from(altText).length > altTextLimit) throw refuse(tooLong(`${name}/altText`, altTextLimit));
  if (id.startsWith('urn:li:image:')) return { ...imageOf(world, id, name), altText };
  if (id.startsWith('urn:li:video:')) return { ...videoOf(world, id, name), altText };
  throw refuse(wrongUrnType(`${name}/id`));
}

function imageOf(world: World, urn: string, name: string): Omit<PostMedia, 'altText'> {
  const image = world.store.state().linkedin.images.find((candidate) => candidate.urn === urn);
  if (image === undefined) throw refuse(invalidValue(`${name}/id`, `${urn} could not be found`));
  const { processingMs, processingFails } = world.moodOf('linkedin');
  const { file, uploadedAt } = image;
  if (file === null || world.now() < uploadedAt + processingMs) throw refuse(stillProcessing(urn));
  if (processingFails !== null || !file.usable) throw refuse(failed(urn, processingFails ?? 'UNSUPPORTED_FORMAT'));
  return { sha256: file.sha256, mimeType: file.mimeType };
}

function videoOf(world: World, urn: string, name: string): Omit<PostMedia, 'altText'> {
  const video = world.store.state().linkedin.videos.find((candidate) => candidate.urn === urn);
  if (video === undefined) throw refuse(invalidValue(`${name}/id`, `${urn} could not be found`));
  const { status, reason } = statusOf(world, video);
  if (status === 'PROCESSING_FAILED') throw refuse(failed(urn, reason ?? ''));
  if (status !== 'AVAILABLE' || video.file === null) throw refuse(stillProcessing(urn));
  return { sha256: video.file.sha256, mimeType: 'video/mp4' };
}

const stillProcessing = (urn: string): Answer =>
  unprocessable(`Media asset ${urn} is still processing`, 'Media is still processing', 'MEDIA_NOT_READY');
const failed = (urn: string, reason: string): Answer =>
  unprocessable(`Media asset ${urn} failed processing: ${reason}`, 'Media processing failed', 'MEDIA_FAILED');
const refuse = (answer: Answer) => new Refusal(answer);
