/** `www.youtube.com`: the page of a video, and the still of a sample. */
import { postPage } from '../page.ts';
import { person } from '../people.ts';
import type { SceneName } from '../pictures/scenes.ts';
import { bytes, type Answer, type Incoming, type Route } from '../server.ts';
import { shownTo, type Looking } from './resources.ts';
import type { YoutubeVideo } from './youtube-state.ts';

/** What a still of a sample shows. */
const still: SceneName = 'fog-harbour';
const gone: Answer = { status: 404, body: 'Video unavailable' };

export function watchRoutes(look: () => Looking): readonly Route[] {
  const videoOf = (id: string | null | undefined): YoutubeVideo | undefined =>
    look()
      .world.store.state()
      .youtube.videos.find((video) => video.id === id);
  const watch = (incoming: Incoming): Answer => {
    const video = videoOf(incoming.url.searchParams.get('v'));
    return video === undefined ? gone : videoPage(video, look());
  };
  const thumbnail = async ({ params }: Incoming): Promise<Answer> => {
    const video = videoOf(params['id']);
    return video?.sha256 === null ? bytes('image/jpeg', await look().world.pictures.read(still)) : gone;
  };
  return [
    { method: 'GET', path: '/watch', handle: watch },
    { method: 'GET', path: '/vi/:id/:file', handle: thumbnail },
  ];
}

/** As the person sees it who is signed in: a private video too, marked as one. */
function videoPage(video: YoutubeVideo, { world, watch }: Looking): Answer {
  const shown = shownTo(video, world.now());
  return postPage({
    network: 'YouTube',
    name: person.youtube.title,
    handle: person.youtube.handle,
    text: [video.title, video.description].filter((text) => text !== '').join('\n\n'),
    warning: shown === 'public' ? '' : shown === 'unlisted' ? 'Unlisted' : 'Private',
    at: video.publishedAt,
    pictures: video.sha256 === null ? [{ src: `${watch}/vi/${video.id}/default.jpg`, altText: '' }] : [],
  });
}
