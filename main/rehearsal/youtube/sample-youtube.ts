/** What the sample person shows on YouTube, which is videos alone. Texts are ours; the first paragraph is the title. */
import { days, english, hours, type SampleSource } from '../sample-post.ts';

export const youtubePosts: SampleSource = {
  published: [
    {
      ...english,
      text: 'One minute of harbour, no talking\n\nThe cranes at ten to six, filmed from the ferry steps. The camera moves once, slowly, because I do.\n\n#harbour #kiel #slowvideo',
      pictures: [],
      video: { name: 'harbour-pan', altText: '' },
      ageMs: hours(7),
      likes: 64,
    },
    {
      ...english,
      text: 'Why I photograph the same dune every month\n\nTwelve visits, one tripod hole. I show the places where the wind disagreed with me.\n\nThe pictures are in my journal: https://mara-lindt.example/journal/one-dune\n\n#dunes #landscape',
      pictures: [],
      video: { name: 'dunes-pan', altText: '' },
      ageMs: days(3) + hours(2),
      likes: 231,
    },
    {
      language: 'de',
      likes: 97,
      text: 'Ein Rundgang durchs Atelier\n\nDrei Fenster, zwei Stative, eine Katze, die nicht mir gehört. Am Ende zeige ich, wo das Licht herkommt.\n\n#atelier #fotografie',
      pictures: [],
      video: { name: 'town-pan', altText: '' },
      ageMs: days(8),
    },
    {
      ...english,
      text: 'Contact sheet: the night train\n\nThirty-six frames from one platform, and the one that I kept.\n\n#filmphotography #contactsheet',
      pictures: [],
      video: { name: 'town-pan', altText: '' },
      ageMs: days(16) + hours(5),
      likes: 318,
    },
    {
      ...english,
      text: 'For the workshop only: reading a histogram\n\nThe link is for those who came on Saturday. Please do not pass it on.',
      pictures: [],
      video: { name: 'dunes-pan', altText: '' },
      ageMs: days(23),
      likes: 12,
      visibility: 'unlisted',
    },
    {
      ...english,
      text: 'Test: colours of the new camera\n\nNobody needs to see this.',
      pictures: [],
      video: { name: 'harbour-pan', altText: '' },
      ageMs: days(31) + hours(3),
      likes: 0,
      visibility: 'private',
    },
  ],
  upcoming: [
    {
      ...english,
      text: 'Blue hour at the ferry, in one take\n\nEvery lamp on, nobody in a hurry. Headphones help.\n\n#bluehour #ferry #onetake',
      pictures: [],
      video: { name: 'harbour-pan', altText: '' },
      ageMs: 0,
    },
    {
      language: 'de',
      likes: 0,
      text: 'Wie ich im Nebel belichte\n\nVier Minuten am Deich, und ein Fehler, den ich seit Jahren mache.\n\n#nebel #belichtung #deich',
      pictures: [],
      video: { name: 'dunes-pan', altText: '' },
      ageMs: 0,
    },
    {
      ...english,
      text: 'Roofs before the lights come on\n\nThe town from my window, four seconds of patience at a time.\n\n#rooftops #eveninglight',
      pictures: [],
      video: { name: 'town-pan', altText: '' },
      ageMs: 0,
    },
  ],
};
