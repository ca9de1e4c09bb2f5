/** A pretend `fbcdn.net`: photos and videos under signed addresses that stop working after some hours. */
import { createHmac } from 'node:crypto';
import { isScene } from '../pictures.ts';
import { bytes, type Answer, type Incoming, type Route } from '../server.ts';
import { isVideoName, readVideo } from '../videos.ts';
import type { World } from '../world.ts';
import type { FacebookPhoto, FacebookState, FacebookVideo } from './facebook-state.ts';

const addressLifeMs = 6 * 3_600_000;
const forbidden = (reason: string): Answer => ({ status: 403, body: reason });

export interface Cdn {
  readonly photoAddress: (photo: FacebookPhoto) => string;
  readonly videoAddress: (video: FacebookVideo) => string;
  readonly routes: readonly Route[];
}

/** A photo's address names its scene where it has one, since stills of videos are photos that nobody keeps. */
export function createCdn(world: World, key: string, base: () => string): Cdn {
  const sign = (path: string, endsAt: string) =>
    createHmac('sha256', key).update(`${path}.${endsAt}`).digest('base64url').slice(0, 22);
  const address = (path: string): string => {
    const endsAt = Math.floor((world.now() + addressLifeMs) / 1000).toString(16);
    return `${base()}${path}?oe=${endsAt}&oh=${sign(path, endsAt)}`;
  };
  const signed =
    (serve: (name: string) => Promise<Answer | null>): Route['handle'] =>
    async (incoming: Incoming) => {
      const { pathname, searchParams } = incoming.url;
      const endsAt = searchParams.get('oe') ?? '';
      if (searchParams.get('oh') !== sign(pathname, endsAt)) return forbidden('URL signature mismatch');
      if (world.now() >= Number.parseInt(endsAt, 16) * 1000) return forbidden('URL signature expired');
      const answer = await serve((incoming.params['file'] ?? '').replace(/\.\w+$/, ''));
      return answer ?? { status: 404, body: 'Not found' };
    };
  return {
    photoAddress: ({ id, scene }) => address(`/t39/${scene ?? id}.jpg`),
    videoAddress: ({ id }) => address(`/v/${id}.mp4`),
    routes: [
      { method: 'GET', path: '/t39/:file', handle: signed((name) => servePhoto(world, name)) },
      { method: 'GET', path: '/v/:file', handle: signed((name) => serveVideo(world, name)) },
    ],
  };
}

const stateOf = (world: World): FacebookState => world.store.state().facebook;

async function servePhoto(world: World, name: string): Promise<Answer | null> {
  if (isScene(name)) return bytes('image/jpeg', await world.pictures.read(name));
  const photo = stateOf(world).photos.find(({ id }) => id === name);
  return photo?.sha256 ? bytes(photo.mimeType, await world.uploads.read(photo.sha256)) : null;
}

async function serveVideo(world: World, name: string): Promise<Answer | null> {
  const video = stateOf(world).videos.find(({ id }) => id === name);
  if (video?.sha256) return bytes('video/mp4', await world.uploads.read(video.sha256));
  return video?.name && isVideoName(video.name) ? bytes('video/mp4', await readVideo(video.name)) : null;
}
