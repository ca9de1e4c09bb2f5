/** What the sample person posts on TikTok: videos, and a photo post that its API does not list. Texts are ours. */
import { days, english, hours, type SampleSource } from '../sample-post.ts';

const harbour = { name: 'harbour-pan', altText: '' } as const;
const dunes = { name: 'dunes-pan', altText: '' } as const;
const town = { name: 'town-pan', altText: '' } as const;

export const tiktokPosts: SampleSource = {
  published: [
    {
      ...english,
      text: 'Six seconds of fog moving over the harbour, played at the speed it moved. #harbour #fog #slowvideo',
      pictures: [],
      video: harbour,
      ageMs: hours(5),
      likes: 912,
    },
    {
      ...english,
      text: 'POV: you are the wind and this is your dune. #dunes #goldenhour',
      pictures: [],
      video: dunes,
      ageMs: days(1) + hours(7),
      likes: 2044,
    },
    {
      language: 'de',
      likes: 311,
      text: 'Wie ich eine Straße fotografiere, in der nichts passiert. Schritt eins: stehen bleiben. #strassenfotografie',
      pictures: [],
      video: town,
      ageMs: days(3),
    },
    {
      ...english,
      text: 'For my eyes only: the take where the tripod sinks. #behindthescenes',
      pictures: [],
      video: dunes,
      ageMs: days(4) + hours(2),
      likes: 0,
      visibility: 'private',
    },
    {
      ...english,
      text: 'Three crops of one market stall. Swipe. #market #colour',
      pictures: [
        { scene: 'market-fruit', altText: '' },
        { scene: 'kitchen-light', altText: '' },
      ],
      ageMs: days(6),
      likes: 188,
    },
    {
      ...english,
      text: '',
      pictures: [],
      video: harbour,
      ageMs: days(9) + hours(3),
      likes: 77,
    },
  ],
  upcoming: [
    {
      ...english,
      text: 'The ferry leaves, the camera stays. Longest pan I ever held without breathing. #ferry #bluehour',
      pictures: [],
      video: harbour,
      ageMs: 0,
    },
    {
      ...english,
      text: 'Town square at noon, all four sides of it. #town #noon',
      pictures: [],
      video: town,
      ageMs: 0,
    },
    {
      ...english,
      text: 'What the dune looked like an hour after everyone had gone home. #dunes #quiet',
      pictures: [],
      video: dunes,
      ageMs: 0,
    },
  ],
};
