/** What the sample person posts on Mastodon and Pixelfed. Texts and pictures are ours. */
import { days, english, hours, type SampleSource } from './sample-post.ts';

const pierAltText =
  'A wooden pier leads straight out onto a still lake in pastel morning light, with hills in the mist.';
const bridgeAltText = 'A suspension bridge stands in golden mist, its towers half hidden, the sun low behind it.';
const dunesAltText = 'A slow pan along the ridge of a dune in low light; the shadow side stays dark throughout.';
const stairsAltText = 'Stone stairs in the rain, water running down the middle of the steps.';

export const mastodonPosts: SampleSource = {
  published: [
    {
      ...english,
      text: 'Nobody else was up. The planks were warm on one side and frozen on the other.\n\n#LakeLife #SilentSunday',
      pictures: [{ scene: 'lake-pier', altText: pierAltText }],
      ageMs: hours(20),
      likes: 41,
    },
    {
      ...english,
      text: 'Developing tip from a wet week: write the time on the tank, not on your hand. The hand gets washed.',
      pictures: [],
      ageMs: days(2),
      likes: 17,
    },
    {
      ...english,
      text: '@jonas Yes, the old 50 mm. It flares at everything and I have stopped minding.',
      pictures: [],
      ageMs: days(3),
      likes: 4,
      kind: 'reply',
    },
    {
      ...english,
      text: 'Open studio this Sunday, scans of a hundred years of harbour pictures on the wall.',
      pictures: [],
      ageMs: days(3) + hours(5),
      likes: 63,
      kind: 'boost',
    },
    {
      ...english,
      text: 'For people here only: the outtake with my thumb in it.',
      pictures: [{ scene: 'roofs', altText: 'Old roofs in evening haze.' }],
      ageMs: days(6),
      likes: 9,
      visibility: 'private',
    },
    {
      ...english,
      text: 'The market again, close up and very ripe.',
      pictures: [{ scene: 'market-fruit', altText: 'Four crates of fruit from above.' }],
      ageMs: days(8),
      likes: 22,
      warning: 'Food',
    },
  ],
  upcoming: [
    {
      ...english,
      text: 'The bridge took until eight to arrive.\n\n#Fog #Bridge',
      pictures: [{ scene: 'bridge', altText: bridgeAltText }],
      ageMs: 0,
      likes: 0,
    },
    {
      ...english,
      text: 'Four seconds of nothing but sand walking off.\n\n#Dunes #SlowVideo',
      pictures: [],
      video: { name: 'dunes-pan', altText: dunesAltText },
      ageMs: 0,
      likes: 0,
    },
    {
      ...english,
      text: 'Two ways to look at the same hour: from the stairs, and from under the awning.',
      pictures: [
        { scene: 'stairs-in-rain', altText: stairsAltText },
        { scene: 'market-fruit', altText: 'Four crates of fruit from above.' },
      ],
      ageMs: 0,
      likes: 0,
    },
  ],
};

export const pixelfedPosts: SampleSource = {
  published: [
    {
      ...english,
      text: 'Lane four, nobody in it.\n\n#pool #minimal',
      pictures: [
        {
          scene: 'swimming-lane',
          altText: 'An empty swimming lane from above, turquoise water between red and white floats.',
        },
      ],
      ageMs: days(1),
      likes: 12,
    },
    {
      ...english,
      text: 'Pier, before breakfast.',
      pictures: [{ scene: 'lake-pier', altText: pierAltText }],
      ageMs: days(4),
      likes: 30,
    },
    { ...english, text: 'Birches #autumn', pictures: [{ scene: 'birches', altText: '' }], ageMs: days(10), likes: 25 },
  ],
  upcoming: [
    {
      ...english,
      text: 'Morning commute of the sun #bridge',
      pictures: [{ scene: 'bridge', altText: bridgeAltText }],
      ageMs: 0,
      likes: 0,
    },
    {
      ...english,
      text: 'Sand, walking #dunes',
      pictures: [],
      video: { name: 'dunes-pan', altText: dunesAltText },
      ageMs: 0,
      likes: 0,
    },
    {
      ...english,
      text: 'Wet stairs, dry fruit #market',
      pictures: [
        { scene: 'stairs-in-rain', altText: stairsAltText },
        { scene: 'market-fruit', altText: 'Four crates of fruit from above.' },
      ],
      ageMs: 0,
      likes: 0,
    },
  ],
};
