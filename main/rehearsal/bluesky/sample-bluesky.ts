/** What the sample person posts on Bluesky. Texts and pictures are ours. */
import { days, english, hours, type SampleSource } from '../sample-post.ts';

const ferryAltText = 'A small ferry crosses a flat grey bay; its wake is the only line in the picture.';
const lighthouseAltText = 'A white lighthouse against a heavy sky, its lamp lit in the middle of the day.';

export const blueskyPosts: SampleSource = {
  published: [
    {
      ...english,
      text: 'The ten past seven ferry, with nobody on it but the dog.\n\n#harbour',
      pictures: [{ scene: 'ferry', altText: ferryAltText }],
      ageMs: hours(9),
      likes: 31,
    },
    {
      ...english,
      text: 'Small rule that keeps helping: if the light is good, put the lens cap in the other pocket.',
      pictures: [],
      ageMs: days(1) + hours(4),
      likes: 52,
    },
    {
      ...english,
      text: 'Two hours apart, same roofs.',
      pictures: [
        { scene: 'roofs', altText: 'Old roofs in evening haze, chimneys like a row of teeth.' },
        { scene: 'snow', altText: 'A snowy field under an even white sky.' },
      ],
      ageMs: days(2),
      likes: 44,
    },
    {
      ...english,
      text: 'Yes, the film is out of date. That is the point of it.',
      pictures: [],
      ageMs: days(3),
      likes: 6,
      kind: 'reply',
    },
    {
      ...english,
      text: 'Four seconds from the square. No sound worth keeping.',
      pictures: [],
      video: { name: 'town-pan', altText: 'A slow pan across the gables of a market square in the early morning.' },
      ageMs: days(5),
      likes: 73,
    },
    {
      ...english,
      text: 'The lamp was on at noon, which tells you about the noon.',
      pictures: [{ scene: 'lighthouse', altText: lighthouseAltText }],
      ageMs: days(9),
      likes: 88,
    },
  ],
  upcoming: [
    {
      ...english,
      text: 'Birches again. I know. #birches',
      pictures: [{ scene: 'birches', altText: 'White birch trunks close together, the ground full of yellow leaves.' }],
      ageMs: 0,
      likes: 0,
    },
    {
      ...english,
      text: 'Kitchen first, train after: the whole Sunday in two pictures.',
      pictures: [
        { scene: 'kitchen-light', altText: 'A strip of low sun across a kitchen table and one cup.' },
        { scene: 'night-train', altText: 'The lit windows of a train at night, seen from the platform.' },
      ],
      ageMs: 0,
      likes: 0,
    },
    {
      ...english,
      text: 'The harbour from left to right, as slowly as I could turn.',
      pictures: [],
      video: { name: 'harbour-pan', altText: 'A pan along a foggy harbour: masts, a crane, then open water.' },
      ageMs: 0,
      likes: 0,
    },
  ],
};
