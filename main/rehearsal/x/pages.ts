/** What people see on `x.com`, and the files that `pbs.twimg.com` and `video.twimg.com` hand to anyone. */
import { postPage } from '../page.ts';
import { person } from '../people.ts';
import { isScene } from '../pictures.ts';
import { bytes, type Answer, type Incoming, type Route } from '../server.ts';
import { isVideoName, readVideo } from '../videos.ts';
import type { World } from '../world.ts';
import { creditsPage } from './money.ts';
import { mediaOfPost, type XAddresses } from './tweet.ts';

const { username } = person.x;

export function pageRoutes(world: World, at: XAddresses): readonly Route[] {
  const show = (incoming: Incoming): Answer => {
    const post = world.store.state().x.posts.find(({ id }) => id === incoming.params['id']);
    if (post === undefined || incoming.params['name'] !== username)
      return { status: 404, body: 'Hmm...this page doesn’t exist. Try searching for something else.' };
    const photos = mediaOfPost(world, post).filter(({ kind }) => kind !== 'video');
    return postPage({
      network: 'X',
      name: person.displayName,
      handle: `@${username}`,
      text: post.text,
      warning: '',
      at: post.createdAt,
      pictures: photos.map(({ id, altText }) => ({ src: `${at.media()}/media/${id}`, altText })),
    });
  };
  return [
    { method: 'GET', path: '/:name/status/:id', handle: show },
    { method: 'GET', path: '/console', handle: () => creditsPage(world) },
  ];
}

export function fileRoutes(world: World): readonly Route[] {
  const handle = async (incoming: Incoming): Promise<Answer> => {
    const media = world.store.state().x.media.find(({ id }) => id === incoming.params['id']);
    if (media === undefined) return { status: 404, body: '' };
    const { sha256, sample, mimeType } = media;
    if (sha256 !== null) return bytes(mimeType, await world.uploads.read(sha256));
    if (sample !== null && isScene(sample)) return bytes(mimeType, await world.pictures.read(sample));
    if (sample !== null && isVideoName(sample)) return bytes(mimeType, await readVideo(sample));
    return { status: 404, body: '' };
  };
  return [
    { method: 'GET', path: '/media/:id', handle },
    { method: 'GET', path: '/video/:id', handle },
  ];
}
