/** What the sample person posts on X. Texts and pictures are ours. */
import { days, english, hours, type SampleSource } from '../sample-post.ts';

export const xPosts: SampleSource = {
  published: [
    {
      ...english,
      text: 'Fog this morning. The cranes are a rumour. #harbour #kiel',
      pictures: [
        { scene: 'fog-harbour', altText: 'A small boat on grey water, behind it cranes that fade into the fog.' },
      ],
      ageMs: hours(3),
      likes: 31,
    },
    {
      ...english,
      text: 'Same slope, same lens: seven in the morning, noon, eight in the evening.',
      pictures: [
        { scene: 'dunes-morning', altText: 'Dunes in pink morning haze.' },
        { scene: 'dunes-noon', altText: 'The same dunes at noon, pale gold under a blue sky.' },
        { scene: 'dunes-evening', altText: 'The dunes after sunset, violet and deep orange.' },
      ],
      ageMs: days(1) + hours(2),
      likes: 118,
    },
    {
      ...english,
      text: 'Four seconds of wind, for everyone who has an office without a window.',
      pictures: [],
      video: { name: 'dunes-pan', altText: '' },
      ageMs: days(2),
      likes: 64,
    },
    {
      ...english,
      text: 'The whole walk & a map of the stairs: https://mara-lindt.example/journal/stairs-in-the-rain',
      pictures: [],
      ageMs: days(4) + hours(6),
      likes: 12,
    },
    {
      ...english,
      text: '@jonas_dev The tripod was two cookbooks. It usually is.',
      pictures: [],
      ageMs: days(5),
      likes: 3,
      kind: 'reply',
    },
    {
      ...english,
      text: 'RT @harbour_archive: A hundred years of Kiel on one wall, open this Sunday.',
      pictures: [],
      ageMs: days(6),
      likes: 0,
      kind: 'boost',
    },
  ],
  upcoming: [
    {
      ...english,
      text: 'Last ferry, every lamp on, nobody in a hurry. #bluehour',
      pictures: [{ scene: 'ferry', altText: 'A ferry with lit windows crosses a calm sea at dusk.' }],
      ageMs: 0,
    },
    {
      ...english,
      text: 'Two doors down from each other, one hour apart. ❄️',
      pictures: [
        { scene: 'snow', altText: 'A bare tree in a white field, snow falling.' },
        { scene: 'birches', altText: 'White birch trunks before golden leaves.' },
      ],
      ageMs: 0,
    },
    {
      ...english,
      text: 'If you stand still long enough the town does the walking.',
      pictures: [],
      video: { name: 'town-pan', altText: '' },
      ageMs: 0,
    },
  ],
};
