/** Pictures: an address is asked for, the bytes are put there, and whether they can be used shows only in the post. */
import sharp from 'sharp';
import { randomToken } from '../oauth-codes.ts';
import { json, type Answer, type Incoming, type Route } from '../server.ts';
import { readJson } from '../bodies.ts';
import { sniffPicture } from '../uploads.ts';
import type { World } from '../world.ts';
import { invalidValue, linkedinError, missingField } from './errors.ts';
import type { LinkedinImage } from './linkedin-state.ts';
import { author, restRoute } from './rest.ts';
import { requireToken } from './tokens.ts';

const addressLifeMs = 24 * 3_600_000;
const pixelLimit = 36_152_320;
const types: readonly string[] = ['image/jpeg', 'image/png', 'image/gif'];

/** `base` is where the upload addresses lie. */
export function imageRoutes(world: World, base: () => string): readonly Route[] {
  const hidden = (resource: 'images' | 'documents') =>
    restRoute(world, { method: 'GET', path: `/rest/${resource}/:urn`, resource, action: 'GET', allowed: false }, () => {
      throw new Error('Not reached');
    });
  return [
    restRoute(
      world,
      { method: 'POST', path: '/rest/images', resource: 'images', action: 'initializeUpload', allowed: true },
      (incoming) => start(world, base(), incoming),
    ),
    hidden('images'),
    hidden('documents'),
    { method: 'PUT', path: '/dms-uploads/image/:key', handle: (incoming) => take(world, incoming) },
  ];
}

/** The part of a body that both kinds of uploads begin with; an Answer where it cannot be accepted. */
export function readStart(incoming: Incoming): Readonly<Record<string, unknown>> | Answer {
  if (incoming.url.searchParams.get('action') !== 'initializeUpload')
    return linkedinError({ status: 400, code: 'ILLEGAL_ARGUMENT', message: 'Unknown action' });
  const asked = readJson(incoming)['initializeUploadRequest'];
  if (typeof asked !== 'object' || asked === null) return missingField('initializeUploadRequest');
  const request = asked as Readonly<Record<string, unknown>>;
  if (request['owner'] === undefined) return missingField('initializeUploadRequest/owner');
  if (request['owner'] !== author) return invalidValue('initializeUploadRequest/owner', 'is not the member');
  return request;
}
export const isAnswer = (value: Readonly<Record<string, unknown>> | Answer): value is Answer =>
  'status' in value && 'body' in value;

function start(world: World, base: string, incoming: Incoming): Answer {
  const request = readStart(incoming);
  if (isAnswer(request)) return request;
  const image: LinkedinImage = {
    urn: `urn:li:image:C4E22AQ${randomToken().slice(0, 16)}`,
    key: randomToken(),
    addressEndsAt: world.now() + addressLifeMs,
    file: null,
    uploadedAt: 0,
  };
  world.store.state().linkedin.images.push(image);
  world.store.changed();
  const uploadUrl = `${base}/dms-uploads/image/${image.key}`;
  return json(200, { value: { uploadUrlExpiresAt: image.addressEndsAt, uploadUrl, image: image.urn } });
}

/** Takes whatever comes: it is looked at afterwards. */
async function take(world: World, incoming: Incoming): Promise<Answer> {
  requireToken(world, incoming);
  const image = world.store.state().linkedin.images.find(({ key }) => key === incoming.params['key']);
  if (image === undefined || world.now() >= image.addressEndsAt) return { status: 403, body: '' };
  const mimeType = sniffPicture(incoming.body) ?? '';
  const sha256 = await world.uploads.keep(incoming.body);
  image.file = { sha256, mimeType, usable: types.includes(mimeType) && (await fits(incoming.body)) };
  image.uploadedAt = world.now();
  world.store.changed();
  return { status: 201, body: '' };
}

async function fits(content: Uint8Array): Promise<boolean> {
  const size = await sharp(content)
    .metadata()
    .catch(() => null);
  return size !== null && size.width * size.height < pixelLimit;
}
