/** What Meta says of a fetched file that it does not take (networks.md, sections 2.3 and 2.4). */
import sharp from 'sharp';
import { Refusal } from '../server.ts';
import { sniffPicture } from '../uploads.ts';
import { graphError, type GraphError } from './errors.ts';
import { fetchMedia } from './fetch-media.ts';

export interface PictureRules {
  readonly types: readonly string[];
  /** Width / height. */
  readonly ratio: { readonly least: number; readonly most: number };
}
export interface FetchedFile {
  readonly content: Buffer<ArrayBuffer>;
  readonly mimeType: string;
}

const pictureBytes = 8 * 1024 * 1024;
/** Whole pixels miss an exact ratio by a little. */
const ratioSlack = 0.005;

const cannotFetch: GraphError = {
  code: 9004,
  subcode: 2207052,
  message: 'The media could not be fetched from this URI',
};
const timedOut: GraphError = {
  code: -2,
  subcode: 2207003,
  message: 'Timeout when downloading media',
  isTransient: true,
};
const tooLarge: GraphError = { code: 36000, subcode: 2207004, message: 'The image size is too large.' };
const wrongFormat: GraphError = { code: 36001, subcode: 2207005, message: 'The image format is not supported.' };
const wrongRatio: GraphError = {
  code: 36003,
  subcode: 2207009,
  message: "The submitted image's aspect ratio is not supported.",
};

const refuse = (error: GraphError) => new Refusal(graphError(error));

/** Throws a Refusal with the reason. */
export async function fetchPicture(address: string, rules: PictureRules): Promise<FetchedFile> {
  const fetched = await fetchMedia(address, pictureBytes);
  if (fetched.kind === 'too_large') throw refuse(tooLarge);
  if (fetched.kind !== 'fetched') throw refuse(fetched.kind === 'timeout' ? timedOut : cannotFetch);
  const { content } = fetched;
  const mimeType = sniffPicture(content);
  if (mimeType === null) throw refuse(cannotFetch);
  if (!rules.types.includes(mimeType)) throw refuse(wrongFormat);
  const size = await sharp(content)
    .metadata()
    .catch(() => null);
  if (size === null) throw refuse(wrongFormat);
  const ratio = size.width / size.height;
  const fits = ratio >= rules.ratio.least * (1 - ratioSlack) && ratio <= rules.ratio.most * (1 + ratioSlack);
  if (!fits) throw refuse(wrongRatio);
  return { content, mimeType };
}

/** A video is worked on later, so its faults are named there. */
export type VideoFault = 'unreachable' | 'too_large' | 'format';

export async function fetchVideo(address: string, maxBytes: number): Promise<FetchedFile | VideoFault> {
  const fetched = await fetchMedia(address, maxBytes);
  if (fetched.kind === 'too_large') return 'too_large';
  if (fetched.kind !== 'fetched') return 'unreachable';
  const isMovie = fetched.content.subarray(4, 8).toString('latin1') === 'ftyp';
  return isMovie ? { content: fetched.content, mimeType: 'video/mp4' } : 'format';
}
