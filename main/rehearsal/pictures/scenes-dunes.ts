/** Dunes, at any hour: the palette says which. */
import {
  between,
  chance,
  clouds,
  glow,
  land,
  mist,
  repeat,
  shade,
  wash,
  type Chance,
  type Point,
  type Scene,
} from './drawing.ts';

export interface DunePalette {
  readonly seed: number;
  readonly sky: readonly string[];
  readonly sun: readonly [x: number, y: number, color: string];
  /** From the farthest dune to the nearest: its lit side and its shadow. */
  readonly sand: readonly (readonly [lit: string, dark: string])[];
}

export function dunes({ seed, sky, sun, sand }: DunePalette): Scene {
  const [width, height] = [1440, 1080];
  const random = chance(seed);
  const layers = sand.map(([lit, dark], index) =>
    dune(random, width, 430 + index * 135, 50 + index * 34, lit, dark, height),
  );
  return {
    width,
    height,
    layers: [
      { svg: wash([0, 0, width, height], sky) },
      {
        svg: glow(sun[0], sun[1], 560, sun[2], 0.95) + `<circle cx="${sun[0]}" cy="${sun[1]}" r="46" fill="#fffaf0"/>`,
        blur: 12,
      },
      { svg: layers.slice(0, 2).join(''), blur: 4 },
      { svg: mist(random, width, 560, 30, 5, sun[2], 0.32), blur: 44 },
      { svg: layers.slice(2).join('') },
      { svg: windRipples(random, width, height), blend: 'soft-light' },
      { svg: clouds(seed, width, height, 9, 3, '#fff', 1.3, 0.6), blur: 4, blend: 'soft-light' },
      { svg: glow(sun[0], sun[1] + 120, 900, sun[2], 0.35), blur: 20, blend: 'screen' },
    ],
  };
}

/** A dune: its outline in shade, and the side towards the sun between its crest and a line that runs down from it. */
function dune(
  random: Chance,
  width: number,
  y: number,
  rise: number,
  lit: string,
  dark: string,
  bottom: number,
): string {
  const [phase, length] = [between(random, 0, 6), between(random, 0.9, 1.5)];
  const outline = Array.from({ length: 73 }, (_, index): Point => {
    const t = index / 72;
    return [t * width, y - rise * (Math.sin(phase + t * length * 5.2) + 0.35 * Math.sin(phase * 2.3 + t * 9))];
  });
  const crest = outline.reduce(
    (highest, point) => (point[1] < highest[1] && point[0] > 160 && point[0] < 1280 ? point : highest),
    [720, y] as Point,
  );
  const light = shade(y - rise * 1.4, y + 330, [lit, dark]);
  const shadow = shade(y - rise * 1.3, y + 260, [`${dark} 0 .95`, `${dark} 1 0`]);
  const right = outline.filter(([x]) => x >= crest[0]);
  const spine = `C${crest[0] - 40} ${crest[1] + 90} ${crest[0] + 130} ${crest[1] + 160} ${crest[0] - 30} ${bottom}`;
  const far = right
    .toReversed()
    .map(([x, at]) => `L${x.toFixed(1)} ${at.toFixed(1)}`)
    .join('');
  return `${light.defs}${shadow.defs}${land(outline, bottom, light.fill)}<path d="M${crest[0]} ${crest[1]}${spine}L${width} ${bottom}${far}Z" fill="${shadow.fill}"/>`;
}

function windRipples(random: Chance, width: number, height: number): string {
  return repeat(46, (index) => {
    const y = 820 + (index / 46) ** 1.5 * (height - 800);
    const swing = between(random, 8, 22);
    return `<path d="M-20 ${y.toFixed(0)}q180 -${swing.toFixed(0)} 380 4t400 ${(swing / 2).toFixed(0)}t380 -6t360 8" fill="none" stroke="${index % 2 === 0 ? '#fff' : '#20100a'}" stroke-width="${(2 + index / 12).toFixed(1)}" opacity=".2"/>`;
  });
}
