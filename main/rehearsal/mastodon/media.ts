/** Uploading pictures and videos: checked at the door, decoded in the background, described before they are posted. */
import sharp from 'sharp';
import { isScene } from '../pictures.ts';
import { bytes, json, type Answer, type Incoming, type Route } from '../server.ts';
import { readFields, textField } from '../bodies.ts';
import { sniffPicture, sniffVideo } from '../uploads.ts';
import { isVideoName, readVideo } from '../videos.ts';
import { mediaEntity } from './entities.ts';
import { nextId, type MastodonMedia } from './mastodon-state.ts';
import { authorized, stateOf, type ServerContext } from './server-context.ts';

export function mediaRoutes(context: ServerContext): readonly Route[] {
  const withMedia = (handle: (media: MastodonMedia, incoming: Incoming) => Answer | Promise<Answer>) =>
    authorized(context, 'write:media', (incoming) => {
      const media = stateOf(context).media.find(({ id }) => id === incoming.params['id']);
      return media === undefined ? context.dialect.refuse(404, 'Record not found') : handle(media, incoming);
    });
  const upload = (isLater: boolean) =>
    authorized(context, 'write:media', (incoming) => takeUpload(context, incoming, isLater), 'media');
  return [
    { method: 'POST', path: '/api/v2/media', handle: upload(context.dialect.processesLater) },
    { method: 'POST', path: '/api/v1/media', handle: upload(false) },
    { method: 'GET', path: '/api/v1/media/:id', handle: withMedia((media) => showMedia(context, media)) },
    {
      method: 'PUT',
      path: '/api/v1/media/:id',
      handle: withMedia((media, incoming) => describe(context, media, incoming)),
    },
    { method: 'DELETE', path: '/api/v1/media/:id', handle: withMedia((media) => removeMedia(context, media)) },
    { method: 'GET', path: '/media_attachments/files/:file', handle: (incoming) => serveFile(context, incoming) },
    { method: 'GET', path: '/media_attachments/small/:file', handle: () => servePreview() },
  ];
}

async function takeUpload(context: ServerContext, incoming: Incoming, isLater: boolean): Promise<Answer> {
  const { dialect, world } = context;
  const fields = await readFields(incoming);
  const file = fields.get('file');
  const description = textField(fields, 'description') ?? null;
  if (!(file instanceof Blob)) return dialect.invalid('file', "File can't be blank");
  const content = new Uint8Array(await file.arrayBuffer());
  const look = await lookAt(content);
  if (look === null || ![...dialect.pictureTypes, ...dialect.videoTypes].includes(look.mimeType))
    return dialect.invalid('file', 'File content type is invalid, File is invalid');
  const mostBytes = isVideo(look) ? dialect.videoBytes : dialect.pictureBytes;
  if (content.length > mostBytes) return dialect.invalid('file', `File size should be less than ${mostBytes} bytes`);
  if ((description ?? '').length > dialect.descriptionCharacters)
    return dialect.invalid('description', tooLongDescription(context));
  const sha256 = await world.uploads.keep(content);
  const media: MastodonMedia = {
    // Taken and put into the list at once: two uploads that come together must not get the same.
    id: nextId(stateOf(context), world.now()),
    sha256,
    scene: null,
    video: null,
    ...look,
    description,
    processing: isLater ? 'waiting' : 'ready',
    readyAt: world.now() + world.moodOf(dialect.network).processingMs,
    statusId: null,
  };
  stateOf(context).media.push(media);
  world.store.changed();
  return json(isLater ? 202 : 200, mediaEntity(context, media));
}

interface Look {
  readonly mimeType: string;
  readonly width: number;
  readonly height: number;
}
const isVideo = ({ mimeType }: Pick<Look, 'mimeType'>) => mimeType.startsWith('video/');

/** What a file is; of a video only its type is looked at. */
async function lookAt(content: Uint8Array): Promise<Look | null> {
  const videoType = sniffVideo(content);
  if (videoType !== null) return { mimeType: videoType, width: 1280, height: 720 };
  const size = await sharp(content)
    .metadata()
    .catch(() => null);
  const mimeType = sniffPicture(content);
  return size === null || mimeType === null ? null : { mimeType, width: size.width, height: size.height };
}

const tooLongDescription = ({ dialect }: ServerContext) =>
  `Description is too long (maximum is ${dialect.descriptionCharacters} characters)`;

/** The first look finds it still at work (206) and has it decoded; a file that cannot be decoded has failed (422). */
async function showMedia(context: ServerContext, media: MastodonMedia): Promise<Answer> {
  if (media.processing === 'failed')
    return context.dialect.refuse(422, 'Error processing thumbnail for uploaded media');
  if (media.processing === 'ready') return json(200, mediaEntity(context, media));
  const answer = json(206, mediaEntity(context, media));
  if (context.world.now() >= media.readyAt) {
    media.processing = (await canBeUsed(context, media)) ? 'ready' : 'failed';
    context.world.store.changed();
  }
  return answer;
}

async function canBeUsed({ world, dialect }: ServerContext, media: MastodonMedia): Promise<boolean> {
  if (world.moodOf(dialect.network).processingFails !== null) return false;
  if (isVideo(media)) return true;
  return sharp(await world.uploads.read(media.sha256 ?? ''), { failOn: 'truncated' })
    .stats()
    .then(
      () => true,
      () => false,
    );
}

async function describe(context: ServerContext, media: MastodonMedia, incoming: Incoming): Promise<Answer> {
  const description = textField(await readFields(incoming), 'description');
  if ((description ?? '').length > context.dialect.descriptionCharacters)
    return context.dialect.invalid('description', tooLongDescription(context));
  media.description = description ?? media.description;
  context.world.store.changed();
  return json(200, mediaEntity(context, media));
}

function removeMedia(context: ServerContext, media: MastodonMedia): Answer {
  if (media.statusId !== null) return context.dialect.refuse(422, 'Media attachment is currently used by a status');
  const state = stateOf(context);
  state.media = state.media.filter((item) => item !== media);
  context.world.store.changed();
  return json(200, {});
}

async function serveFile(context: ServerContext, incoming: Incoming): Promise<Answer> {
  const [id] = (incoming.params['file'] ?? '').split('.');
  const media = stateOf(context).media.find((item) => item.id === id && item.processing === 'ready');
  if (media?.sha256) return bytes(media.mimeType, await context.world.uploads.read(media.sha256));
  if (media?.scene && isScene(media.scene))
    return bytes(media.mimeType, await context.world.pictures.read(media.scene));
  if (media?.video && isVideoName(media.video)) return bytes(media.mimeType, await readVideo(media.video));
  return context.dialect.refuse(404, 'Record not found');
}

/** The still of a video: of one colour, which is enough to see that there is one. */
const servePreview = async (): Promise<Answer> => {
  const still = { create: { width: 320, height: 180, channels: 3, background: '#456' } } as const;
  return bytes('image/png', await sharp(still).png().toBuffer());
};
