/** Uploading photos: published at once, or kept for a day so that a post can have them. */
import sharp from 'sharp';
import { json, type Answer, type Incoming, type Route } from '../server.ts';
import { readFields, textField } from '../bodies.ts';
import { sniffPicture } from '../uploads.ts';
import { graphError } from '../graph/errors.ts';
import { invalid, refusal } from './answers.ts';
import { onPage, stateOf, type FacebookContext, type Page } from './facebook-context.ts';
import { nextId, type FacebookPhoto } from './facebook-state.ts';
import { addPost, publishing } from './posts.ts';

/** Meta's documents say 10 MB, its error text says 4: this server is as strict as the stricter. */
const largestBytes = 4_000_000;
const takenTypes = ['image/jpeg', 'image/png', 'image/gif', 'image/bmp', 'image/tiff'];
const otherSignatures: readonly (readonly [mimeType: string, pattern: RegExp])[] = [
  ['image/bmp', /^424d/],
  ['image/tiff', /^(49492a00|4d4d002a)/],
];

export const photoRoutes = (context: FacebookContext): readonly Route[] => [
  {
    method: 'POST',
    path: '/:id/photos',
    handle: onPage(context, publishing, (incoming, page) => takePhoto(context, incoming, page)),
  },
];

async function takePhoto(context: FacebookContext, incoming: Incoming, page: Page): Promise<Answer> {
  const fields = await readFields(incoming);
  const source = fields.get('source');
  // The pretend Facebook reaches no other computer, so a picture's address never answers.
  if (fields.has('url')) return graphError({ code: 389, message: '(#389) Unable to fetch file data from URL.' });
  if (!(source instanceof Blob)) throw invalid('Requires upload file', 2_069_019);
  const photo = await readPhoto(context, source, page, textField(fields, 'alt_text_custom') ?? '');
  stateOf(context).photos.push(photo);
  context.world.store.changed();
  if (textField(fields, 'published') === 'false') return json(200, { id: photo.id });
  const message = textField(fields, 'message') ?? textField(fields, 'caption') ?? '';
  return json(200, { id: photo.id, post_id: addPost(context, { page, message, photos: [photo] }).id });
}

async function readPhoto(context: FacebookContext, source: Blob, page: Page, altText: string): Promise<FacebookPhoto> {
  const { world } = context;
  const content = new Uint8Array(await source.arrayBuffer());
  const mimeType = typeOf(content);
  if (mimeType === null || !takenTypes.includes(mimeType))
    throw refusal({
      code: 100,
      subcode: 2_069_019,
      message: 'Invalid file: Your photos must be JPEG, BMP, PNG, GIF or TIFF',
    });
  if (content.length > largestBytes)
    throw refusal({
      code: 100,
      subcode: 1_366_046,
      message: 'Your photos couldn’t be uploaded. Photos should be smaller than 4 MB.',
    });
  const { width = 0, height = 0 } = await sizeOf(content, mimeType);
  return {
    id: nextId(stateOf(context), world.now()),
    pageId: page.id,
    scene: null,
    sha256: await world.uploads.keep(content),
    mimeType,
    width,
    height,
    altText,
    createdAt: world.now(),
    postId: null,
  };
}

function typeOf(content: Uint8Array): string | null {
  const start = Buffer.from(content.subarray(0, 8)).toString('hex');
  return sniffPicture(content) ?? otherSignatures.find(([, pattern]) => pattern.test(start))?.[0] ?? null;
}

/** sharp does not know BMP. A file that cannot be decoded is no picture. */
async function sizeOf(
  content: Uint8Array,
  mimeType: string,
): Promise<{ readonly width?: number; readonly height?: number }> {
  if (mimeType === 'image/bmp') return {};
  return sharp(content)
    .metadata()
    .catch(() => {
      throw refusal({ code: 100, subcode: 2_069_019, message: 'Invalid file: The photo cannot be read' });
    });
}
