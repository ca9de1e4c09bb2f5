/** `www.googleapis.com/upload/youtube/v3/videos`: a session is begun, then filled; the last byte makes the video. */
import { createHash } from 'node:crypto';
import { randomToken } from '../oauth-codes.ts';
import { json, Refusal, type Answer, type Incoming, type Route } from '../server.ts';
import { readJson } from '../bodies.ts';
import type { World } from '../world.ts';
import { scopes } from './accounts.ts';
import { readParts } from './data.ts';
import { badRequest, googleAnswers, googleError } from './errors.ts';
import { readSnippet, readStatus, resourceSchema } from './metadata.ts';
import { readMultipart } from './multipart.ts';
import { addVideo } from './new-video.ts';
import { spend } from './quota.ts';
import { videoParts, videoResource, type Looking } from './resources.ts';
import { requireGrant } from './tokens.ts';
import type { UploadSession, VideoMetadata } from './youtube-state.ts';

const path = '/upload/youtube/v3/videos';
const mayUpload = [scopes.upload, scopes.forceSsl, scopes.whole];
const sessionLifeMs = 7 * 86_400_000;
const largestBytes = 256_000_000_000;
/** Every request but the last brings a multiple of this. */
const granuleBytes = 256 * 1024;
/** What a finished session and an update of it answer. */
const shownParts = ['snippet', 'status'];

export interface Uploading {
  readonly look: () => Looking;
  /** The address that sessions are at: the API hands it out. */
  readonly api: () => string;
}

export function uploadRoutes(uploading: Uploading): readonly Route[] {
  return [
    { method: 'POST', path, handle: (incoming) => begin(uploading, incoming) },
    { method: 'PUT', path, takesPart: true, handle: (incoming) => take(uploading.look(), incoming) },
  ];
}

async function begin(uploading: Uploading, incoming: Incoming): Promise<Answer> {
  const looking = uploading.look();
  const { world } = looking;
  requireGrant(world, incoming, mayUpload);
  spend(world, 'upload');
  refuseByMood(world);
  readParts(incoming, videoParts);
  const kind = incoming.url.searchParams.get('uploadType');
  if (kind === 'multipart') {
    const { resource, file } = readMultipart(incoming);
    const metadata = readMetadata(world, resource);
    const made = await addVideo(looking, metadata, checkedType(file.mimeType), file.content);
    return json(200, videoResource(made, shownParts, looking));
  }
  if (kind !== 'resumable') return badRequest('badRequest', 'Unsupported uploadType.');
  const session = beginSession(world, incoming, readMetadata(world, resourceSchema.parse(readJson(incoming))));
  const location = new URL(path, uploading.api());
  location.search = new URLSearchParams({
    ...Object.fromEntries(incoming.url.searchParams),
    upload_id: session.token,
  }).toString();
  return { status: 200, headers: { location: location.href, 'x-guploader-uploadid': session.token }, body: '' };
}

/** The account's own limit of uploads is not the project's, and somebody without a channel cannot upload at all. */
function refuseByMood(world: World): void {
  const { isAccountBlocked, isCapReached } = world.moodOf('youtube');
  if (isAccountBlocked)
    throw new Refusal(
      googleError({ code: 401, reason: 'youtubeSignupRequired', domain: 'youtube.header', message: 'Unauthorized' }),
    );
  if (isCapReached)
    throw new Refusal(badRequest('uploadLimitExceeded', 'The user has exceeded the number of videos they may upload.'));
}

function readMetadata(world: World, resource: ReturnType<typeof resourceSchema.parse>): VideoMetadata {
  return { ...readSnippet(resource.snippet, '22'), ...readStatus(resource.status, world.now()) };
}

function checkedType(mimeType: string): string {
  if (/^video\/|^application\/octet-stream$/.test(mimeType)) return mimeType;
  throw new Refusal(
    badRequest(
      'badRequest',
      `Media type '${mimeType}' is not supported. Valid media types: [application/octet-stream, video/*]`,
    ),
  );
}

function beginSession(world: World, { headers }: Incoming, metadata: VideoMetadata): UploadSession {
  const sizeText = [headers['x-upload-content-length'] ?? ''].flat().join('');
  const sizeBytes = sizeText === '' ? null : Number(sizeText);
  if (sizeBytes !== null && sizeBytes > largestBytes) throw new Refusal(googleAnswers.tooLarge());
  if (sizeBytes === 0)
    throw new Refusal(badRequest('mediaBodyRequired', 'The request does not include the video content.'));
  const session: UploadSession = {
    token: randomToken(),
    endsAt: world.now() + sessionLifeMs,
    sizeBytes,
    mimeType: checkedType([headers['x-upload-content-type'] ?? 'application/octet-stream'].flat().join('')),
    metadata,
    parts: [],
    videoId: null,
  };
  world.store.state().youtube.sessions.push(session);
  world.store.changed();
  return session;
}

/** Whoever has the session's address needs no token. */
async function take(looking: Looking, incoming: Incoming): Promise<Answer> {
  const { world } = looking;
  const state = world.store.state().youtube;
  state.sessions = state.sessions.filter(({ endsAt }) => endsAt > world.now());
  const session = state.sessions.find(({ token }) => token === incoming.url.searchParams.get('upload_id'));
  if (session === undefined) return googleAnswers.notFound();
  if (session.videoId !== null) return finished(looking, session.videoId);
  const asked = [incoming.headers['content-range'] ?? ''].flat().join('');
  if (/^bytes \*\/(?:\d+|\*)$/.test(asked)) return progress(session);
  const range = readRange(asked, session, incoming);
  const sha256 = createHash('sha256').update(incoming.body).digest('hex');
  if (incoming.body.length > 0) session.parts.push({ sha256, sizeBytes: incoming.body.length });
  session.sizeBytes ??= range.of;
  await world.uploads.keep(incoming.body);
  world.store.changed();
  if (receivedBytes(session) < (session.sizeBytes ?? Infinity)) return progress(session);
  const parts = await Promise.all(session.parts.map((part) => world.uploads.read(part.sha256)));
  const video = await addVideo(looking, session.metadata, session.mimeType, Buffer.concat(parts));
  session.videoId = video.id;
  session.parts = [];
  world.store.changed();
  return finished(looking, video.id);
}

function finished(looking: Looking, videoId: string): Answer {
  const video = looking.world.store.state().youtube.videos.find(({ id }) => id === videoId);
  return video === undefined ? googleAnswers.notFound() : json(200, videoResource(video, shownParts, looking));
}

const receivedBytes = ({ parts }: UploadSession): number => parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

/** 308 is “resume incomplete” here and leads nowhere. Without a byte there is no range. */
function progress(session: UploadSession): Answer {
  const received = receivedBytes(session);
  return { status: 308, headers: received === 0 ? {} : { range: `bytes=0-${received - 1}` }, body: '' };
}

/** The part of the file that a request says to bring. Throws a Refusal unless it goes on exactly where the last one ended. */
function readRange(asked: string, session: UploadSession, { body, isCut }: Incoming): { readonly of: number } {
  const [, first, last, of] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(asked) ?? [];
  const from = asked === '' ? 0 : Number(first);
  const size = asked === '' ? (session.sizeBytes ?? body.length) : Number(of);
  const to = asked === '' ? size - 1 : Number(last);
  const announced = to - from + 1;
  const refuse = (message: string) => new Refusal(badRequest('badRequest', message));
  if (asked !== '' && first === undefined) throw refuse('Failed to parse Content-Range header.');
  if (session.sizeBytes !== null && size !== session.sizeBytes)
    throw refuse('Invalid request. The total size is not the one that was announced.');
  if (from !== receivedBytes(session) || to >= size)
    throw refuse(`Invalid request. The upload is at byte ${receivedBytes(session)}.`);
  if (isCut ? body.length > announced : body.length !== announced)
    throw refuse(
      `Invalid request. There were ${body.length} byte(s) in the request body. There should have been ${announced}.`,
    );
  if (to < size - 1 && announced % granuleBytes !== 0)
    throw refuse('Invalid request. The number of bytes uploaded is required to be a multiple of 262144.');
  return { of: size };
}
