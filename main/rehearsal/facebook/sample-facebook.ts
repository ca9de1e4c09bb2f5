/** What the sample person posts on her Facebook Page. Texts and pictures are ours. */
import { days, english, hours, type SampleSource } from '../sample-post.ts';

export const facebookPosts: SampleSource = {
  published: [
    {
      ...english,
      text: 'Prints of the fog series are back from the framer. They hang in the window of the studio until Sunday, and the kettle is on.',
      pictures: [
        {
          scene: 'fog-harbour',
          altText: 'A small fishing boat on still grey water; behind it harbour cranes fade into fog.',
        },
      ],
      ageMs: hours(5),
      likes: 74,
    },
    {
      ...english,
      text: 'The same dune at seven, at noon and at eight in the evening. If you can only come once, come at seven.',
      pictures: [
        { scene: 'dunes-morning', altText: 'Dunes in soft pink morning haze.' },
        { scene: 'dunes-noon', altText: 'The same dunes at noon, pale gold under a blue sky.' },
        { scene: 'dunes-evening', altText: 'The dunes after sunset in violet and deep orange.' },
      ],
      ageMs: days(2),
      likes: 212,
    },
    {
      ...english,
      text: 'Six seconds of a harbour that takes its time.',
      pictures: [],
      video: { name: 'harbour-pan', altText: '' },
      ageMs: days(3) + hours(4),
      likes: 98,
    },
    {
      language: 'de',
      likes: 41,
      text: 'Samstag, 10 Uhr, Treffpunkt Fischmarkt: ein Rundgang mit Kamera, zwei Stunden, alle Vorkenntnisse. Anmeldung unter https://mara-lindt.example/rundgang',
      pictures: [],
      ageMs: days(6),
    },
    {
      ...english,
      text: 'The market, as the print club saw it.',
      pictures: [{ scene: 'market-fruit', altText: 'Four crates of fruit from above.' }],
      ageMs: days(8) + hours(2),
      likes: 12,
      kind: 'boost',
    },
    {
      ...english,
      text: 'For the people who were there: the stairs, a minute before the umbrella.',
      pictures: [{ scene: 'stairs-in-rain', altText: 'A wet stairway between dark walls.' }],
      ageMs: days(11),
      likes: 19,
      visibility: 'private',
    },
  ],
  upcoming: [
    {
      ...english,
      text: 'The 17:40 to the islands, with every lamp on. Cards of it are in the studio from tomorrow.',
      pictures: [{ scene: 'ferry', altText: 'A ferry with lit windows crosses a calm sea at dusk.' }],
      ageMs: 0,
    },
    {
      ...english,
      text: 'First snow, and what the birches thought of it.',
      pictures: [
        { scene: 'snow', altText: 'A bare tree in a white field, snow falling.' },
        { scene: 'birches', altText: 'White birch trunks in front of golden leaves.' },
      ],
      ageMs: 0,
    },
    {
      ...english,
      text: 'The town, once from left to right.',
      pictures: [],
      video: { name: 'town-pan', altText: '' },
      ageMs: 0,
    },
  ],
};
