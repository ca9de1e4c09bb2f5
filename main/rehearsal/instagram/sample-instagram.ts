/** What the sample person posts on Instagram. Texts and pictures are ours. */
import { days, english, hours, type SampleSource } from '../sample-post.ts';

const kitchenCaption = `The light in this kitchen lasts eleven minutes.

I know because I have timed it, more than once, with the kettle going and the phone face down on the sill. It comes over the roof of number 14 a little after eight, finds the left edge of the window, crosses the wall above the table, touches the bowl and is gone again behind the chimney. In June it never gets this far down. In December it does not come at all. What you see here is the last week of the year in which it reaches the lemons.

My grandmother kept her table on the other side of the room, because of the stove. When I moved in I put it where she would have called it "in the way", and it has been in the way of the light ever since. I did not arrange anything for this picture except myself: I stood very still, with my back against the fridge, and waited for the shadow of the vase to let go of the window frame.

One exposure, no flash, tripod on two cookbooks. Afterwards I ate the lemon cake that the other lemons went into. If you have a corner like this at home, go and look at it tomorrow at the same time. It will have moved. That is the whole trick.

#windowlight #stilllife #kitchenstories #slowphotography`;

export const instagramPosts: SampleSource = {
  published: [
    {
      ...english,
      text: 'Six in the morning, and the cranes have not decided yet whether to exist today.\n\n#harbour #fog #kiel #morninglight',
      pictures: [
        {
          scene: 'fog-harbour',
          altText:
            'A small fishing boat on still grey water; behind it harbour cranes fade into fog around a pale sun.',
        },
      ],
      ageMs: hours(2),
      likes: 86,
    },
    {
      ...english,
      text: 'One dune, three moods. I carried the same lens up the same slope at seven, at noon and at eight in the evening, and only the sand had changed its mind.\n\n#dunes #lightstudy #goldenhour',
      pictures: [
        { scene: 'dunes-morning', altText: 'Dunes in soft pink morning haze, a small sun just above the ridge.' },
        { scene: 'dunes-noon', altText: 'The same dunes at noon, pale gold under a blue sky.' },
        {
          scene: 'dunes-evening',
          altText: 'The dunes after sunset in violet and deep orange, the last sun on the ridge.',
        },
      ],
      ageMs: days(1) + hours(3),
      likes: 412,
    },
    {
      ...english,
      text: kitchenCaption,
      pictures: [
        {
          scene: 'kitchen-light',
          altText:
            'Window light in six panes on a warm wall, above a table with a vase, a bowl of lemons and one lemon beside it.',
        },
      ],
      ageMs: days(2) + hours(5),
      likes: 533,
    },
    {
      language: 'de',
      likes: 204,
      text: 'Letzter Zug nach Hause. Eine Zwanzigstelsekunde, freihändig an einen Pfeiler gelehnt, und jemand, der zum Glück genauso müde war wie ich.\n\n#nachtzug #bahnsteig #langzeitbelichtung',
      pictures: [
        {
          scene: 'night-train',
          altText:
            'Eine dunkle Gestalt mit Tasche steht am Bahnsteig, dahinter zieht ein Zug mit hellen Fenstern vorbei.',
        },
      ],
      ageMs: days(4),
    },
    {
      ...english,
      text: 'Saturday colours. Thank you @markt.am.kanal for letting me climb on the vegetable boxes, and sorry about the one plum.\n\n#market #fruit #colourpalette',
      pictures: [
        {
          scene: 'market-fruit',
          altText:
            'Four crates seen from above: oranges, dark plums, yellow pears and red tomatoes, crossed by a strip of sunlight.',
        },
      ],
      ageMs: days(5) + hours(2),
      likes: 298,
    },
    {
      ...english,
      text: 'I had given up and packed the camera away when the umbrella came round the corner. The whole walk, with a map of the stairs, is in my journal: https://mara-lindt.example/journal/stairs-in-the-rain\n\n#rain #stairs #redumbrella',
      pictures: [
        {
          scene: 'stairs-in-rain',
          altText:
            'Someone with a red umbrella stands at the top of a wet stairway between dark walls; a street lamp glows through the rain.',
        },
      ],
      ageMs: days(7) + hours(9),
      likes: 671,
    },
    {
      ...english,
      text: 'Forty shades of yellow and somebody had to count them.\n\n#birches #autumn #forest',
      pictures: [
        { scene: 'birches', altText: 'White birch trunks in front of a blurred wall of golden autumn leaves.' },
      ],
      ageMs: days(9) + hours(1),
      likes: 357,
    },
    {
      language: 'de',
      likes: 189,
      text: 'Blick aus dem Atelier, kurz bevor überall die Lichter angehen. Wer genau hinsieht, findet mein Küchenfenster.\n\n#dächer #abendlicht #altstadt',
      pictures: [
        {
          scene: 'roofs',
          altText: 'Dächer einer alten Stadt im Abenddunst, einzelne Fenster sind hell, in der Ferne ein Kirchturm.',
        },
      ],
      ageMs: days(12) + hours(4),
    },
    {
      ...english,
      text: 'Lane four, nobody in it. Best ten minutes of the week.\n\n#pool #blue #minimal',
      pictures: [{ scene: 'swimming-lane', altText: '' }],
      ageMs: days(15),
      likes: 143,
    },
    {
      ...english,
      text: 'The town at the hour when it looks drawn. Hand-held, breath held.\n\n#roofs #oldtown #reel',
      pictures: [],
      video: { name: 'town-pan', altText: '' },
      ageMs: days(18),
      likes: 388,
    },
  ],
  upcoming: [
    {
      ...english,
      text: 'The 17:40 to the islands, with every lamp on and nobody in a hurry.\n\n#ferry #bluehour #baltic',
      pictures: [
        {
          scene: 'ferry',
          altText: 'A ferry with lit windows crosses a calm sea at dusk, the horizon still orange behind it.',
        },
      ],
      ageMs: 0,
    },
    {
      ...english,
      text: 'First snow ❄️ The field behind the bus stop has not looked this tidy since last January.\n\n#firstsnow #winter #quiet',
      pictures: [
        { scene: 'snow', altText: 'A bare tree in a white field, snow falling, a line of fence posts leading away.' },
      ],
      ageMs: 0,
    },
    {
      ...english,
      text: 'He turns the light on at ten past five. I turn the camera on at nine past.\n\n#lighthouse #bluehour #longexposure',
      pictures: [
        {
          scene: 'lighthouse',
          altText: 'A red and white lighthouse on a dark cliff throws its beam across a deep blue night sky.',
        },
      ],
      ageMs: 0,
    },
  ],
};
