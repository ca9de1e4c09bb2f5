/** A lighthouse at the blue hour, a bridge in the morning. */
import {
  between,
  chance,
  clouds,
  glow,
  land,
  mist,
  polygon,
  repeat,
  ridge,
  ripples,
  wash,
  type Scene,
} from './drawing.ts';

export function lighthouse(): Scene {
  const [width, height, sea] = [1440, 1800, 1290];
  const random = chance(64);
  const stars = repeat(
    150,
    () =>
      `<circle cx="${between(random, 0, width).toFixed(0)}" cy="${(random() ** 1.5 * 900).toFixed(0)}" r="${between(random, 0.8, 2.6).toFixed(1)}" fill="#fff" opacity="${between(random, 0.2, 0.9).toFixed(2)}"/>`,
  );
  const lamp = [936, 566] as const;
  const tower = `<path d="M896 1012l14-400h52l14 400z" fill="#d9dce6"/><path d="M903 800l5-110h56l5 110zM898 940l3-70h72l3 70z" fill="#9c3f3c"/><path d="M936 612h40l14 400h-54z" fill="#101a33" opacity=".35"/><rect x="898" y="600" width="76" height="13" fill="#1c2238"/><rect x="914" y="546" width="44" height="54" fill="#ffe9b0"/><path d="M908 546l28-34 28 34z" fill="#1c2238"/>`;
  return {
    width,
    height,
    layers: [
      {
        svg:
          wash([0, 0, width, sea], ['#0b1738', '#1b3363 .45', '#4f6b98 .8', '#c69a9a']) +
          stars +
          wash([0, sea, width, height - sea], ['#7c88a8', '#3c527f .25', '#0f1c3c']),
      },
      { svg: clouds(12, width, 1200, 2.4, 4, '#b7a3b8', 2.3, 1.1), blur: 10, blend: 'soft-light' },
      {
        svg:
          polygon(`${lamp.join()} -80,330 -80,560`, '#ffeec0', 'opacity=".55"') +
          polygon(`${lamp.join()} 1540,480 1540,600`, '#ffeec0', 'opacity=".5"'),
        blur: 26,
        blend: 'screen',
      },
      {
        svg:
          land(
            [
              [520, sea],
              [640, 1190],
              [760, 1080],
              [860, 1012],
              [1010, 1004],
              [1120, 1050],
              [1250, 1030],
              [1440, 960],
            ],
            sea + 26,
            '#131b31',
          ) + tower,
      },
      { svg: glow(lamp[0], lamp[1], 330, '#fff0c4', 1), blur: 10, blend: 'screen' },
      {
        svg:
          ripples(random, width, sea + 20, height, 150, '#a9b4cf', 0.3) +
          land(ridge(random, width, 1640, 130, 0.68), height, '#121b34'),
      },
      {
        svg: mist(random, width, sea + 70, 60, 12, '#c3cbe0', 0.55) + mist(random, width, 1590, 50, 9, '#aeb9d6', 0.5),
        blur: 34,
      },
      { svg: land(ridge(random, width, 1730, 110, 0.7), height, '#0a1022') },
    ],
  };
}

export function bridge(): Scene {
  const [width, height, deck] = [1440, 1080, 640];
  const random = chance(17);
  const span = (color: string) => {
    const towers = [360, 1080]
      .map(
        (x) =>
          `<path d="M${x - 26} 1000V210h14v790M${x + 12} 1000V210h14v790M${x - 26} 290h52M${x - 26} 420h52M${x - 26} 540h52" fill="${color}" stroke="${color}" stroke-width="10"/>`,
      )
      .join('');
    const cables = 'M-360 210Q0 860 360 216Q720 990 1080 216Q1440 860 1800 210';
    const hangers = repeat(47, (index) => {
      const t = Math.abs((((index * 31 + 360) % 720) - 360) / 360);
      return `<path d="M${index * 31} ${deck}V${(603 - 385 * t ** 2).toFixed(0)}" stroke="${color}" stroke-width="2.4"/>`;
    });
    return `${towers}<path d="${cables}" fill="none" stroke="${color}" stroke-width="9"/>${hangers}<rect y="${deck}" width="${width}" height="26" fill="${color}"/>`;
  };
  return {
    width,
    height,
    layers: [
      { svg: wash([0, 0, width, height], ['#6d7fa0', '#b99fa8 .35', '#f3c08f .6', '#f8dcb0 .74', '#c9a99a']) },
      { svg: glow(1010, 520, 640, '#ffe7b0', 1) + `<circle cx="1010" cy="520" r="54" fill="#fffbe8"/>`, blur: 12 },
      { svg: land(ridge(random, width, 690, 150, 0.5), height, '#b38f92'), blur: 5 },
      { svg: span('#5a4a5a') },
      { svg: land(ridge(random, width, 830, 110, 0.55), height, '#8a7080'), blur: 4 },
      { svg: mist(random, width, 790, 90, 14, '#fbe2c2', 0.85), blur: 44 },
      { svg: land(ridge(random, width, 985, 90, 0.66), height, '#4a3d4f') },
      { svg: mist(random, width, 900, 50, 9, '#f6d6b8', 0.6), blur: 40 },
      { svg: glow(1010, 520, 1100, '#ffdc9c', 0.35), blur: 20, blend: 'screen' },
    ],
  };
}
