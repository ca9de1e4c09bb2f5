/** What the sample person posts on Threads. Texts and pictures are ours. */
import { days, english, hours, type SampleSource } from '../sample-post.ts';

const pierAltText =
  'A wooden pier leads straight out onto a still lake in pastel morning light, with hills in the mist.';

export const threadsPosts: SampleSource = {
  published: [
    {
      ...english,
      text: 'A rule that has served me: if the light is good and the bag is heavy, leave the bag.',
      pictures: [],
      ageMs: hours(5),
      likes: 58,
    },
    {
      ...english,
      text: 'The pier, before anyone had walked on the frost.',
      pictures: [{ scene: 'lake-pier', altText: pierAltText }],
      ageMs: days(1) + hours(2),
      likes: 97,
    },
    {
      ...english,
      text: '@jonas.on.film Thirty-five, always thirty-five. The rest is walking.',
      pictures: [],
      ageMs: days(2),
      likes: 6,
      kind: 'reply',
    },
    {
      ...english,
      text: 'Two evenings, one view. The second one had the better chimney smoke.',
      pictures: [
        { scene: 'roofs', altText: 'Old roofs in evening haze, a few windows lit, a church tower far behind.' },
        { scene: 'stairs-in-rain', altText: 'Someone with a red umbrella at the top of a wet stairway.' },
      ],
      ageMs: days(3) + hours(4),
      likes: 142,
    },
    {
      ...english,
      text: 'Open studio this Sunday, scans of a hundred years of harbour pictures on the wall.',
      pictures: [],
      ageMs: days(4),
      likes: 31,
      kind: 'boost',
    },
    {
      ...english,
      text: 'Six seconds of a harbour that would not wake up.',
      pictures: [],
      video: { name: 'harbour-pan', altText: 'A slow pan across a harbour in fog; cranes come and go behind it.' },
      ageMs: days(6),
      likes: 210,
    },
  ],
  upcoming: [
    {
      ...english,
      text: 'I have started to write the exposure on the back of my hand again. The hand has opinions.',
      pictures: [],
      ageMs: 0,
    },
    {
      ...english,
      text: 'Low sun, high tide, nobody else fool enough to stand here.',
      pictures: [
        { scene: 'lighthouse', altText: 'A red and white lighthouse throws its beam across a deep blue night sky.' },
      ],
      ageMs: 0,
    },
    {
      ...english,
      text: 'The dunes, four seconds of them.',
      pictures: [],
      video: { name: 'dunes-pan', altText: 'The camera climbs slowly over dunes in violet evening light.' },
      ageMs: 0,
    },
  ],
};
