/** Signed addresses of pictures and videos on a pretend `cdninstagram.com`: they stop working after some hours. */
import { createHmac } from 'node:crypto';
import { isScene } from '../pictures.ts';
import type { SceneName } from '../pictures/scenes.ts';
import { bytes, type Answer, type Incoming, type Route } from '../server.ts';
import { isVideoName, readVideo, type VideoName } from '../videos.ts';
import type { World } from '../world.ts';
import type { MetaMedia } from './meta-state.ts';

export const mediaAddressLifeMs = 6 * 3_600_000;

/** What each sample video was made of serves as its still. */
const stills: Readonly<Record<VideoName, SceneName>> = {
  'harbour-pan': 'fog-harbour',
  'dunes-pan': 'dunes-evening',
  'town-pan': 'roofs',
};
const extensions: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'video/mp4': 'mp4' };

export interface MediaFiles {
  readonly address: (medium: MetaMedia) => string;
  /** Null where there is no still of a video. */
  readonly still: (medium: MetaMedia) => string | null;
  readonly routes: readonly Route[];
}

/** `oe` is the end in hexadecimal seconds, `oh` the signature, as in Instagram's own addresses. */
export function openMediaFiles(world: World, cdn: () => string, key: string): MediaFiles {
  const sign = (path: string, endsAt: string) =>
    createHmac('sha256', key).update(`${path}.${endsAt}`).digest('base64url').slice(0, 22);
  const signed = (path: string) => {
    const endsAt = Math.floor((world.now() + mediaAddressLifeMs) / 1000).toString(16);
    return `${cdn()}${path}?oe=${endsAt}&oh=${sign(path, endsAt)}`;
  };
  const serve = async (incoming: Incoming): Promise<Answer> => {
    const endsAt = incoming.url.searchParams.get('oe') ?? '';
    if (incoming.url.searchParams.get('oh') !== sign(incoming.url.pathname, endsAt))
      return { status: 403, body: 'URL signature mismatch' };
    if (world.now() >= Number.parseInt(endsAt, 16) * 1000) return { status: 403, body: 'URL signature expired' };
    return readFile(world, incoming.params['from'] ?? '', incoming.params['file'] ?? '');
  };
  return {
    address: ({ from, name, mimeType }) => signed(`/v/${from}/${name}.${extensions[mimeType] ?? 'bin'}`),
    still: ({ from, name }) => (from === 'video' && isVideoName(name) ? signed(`/v/scene/${stills[name]}.jpg`) : null),
    routes: [{ method: 'GET', path: '/v/:from/:file', handle: serve }],
  };
}

async function readFile(world: World, from: string, file: string): Promise<Answer> {
  const [name = '', extension = ''] = file.split('.');
  const type = Object.keys(extensions).find((mimeType) => extensions[mimeType] === extension) ?? '';
  if (from === 'scene' && isScene(name)) return bytes(type, await world.pictures.read(name));
  if (from === 'video' && isVideoName(name)) return bytes(type, await readVideo(name));
  if (from === 'upload') return bytes(type, await world.uploads.read(name));
  return { status: 404, body: 'Not found' };
}
