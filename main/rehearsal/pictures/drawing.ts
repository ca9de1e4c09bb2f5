/** Strokes that the scenes are made of: seeded chance, gradients and outlines, all as SVG text. */

/** A part of a scene: SVG inside a canvas of the scene's size. */
export interface Layer {
  readonly svg: string;
  /** Softness in pixels of the finished picture. */
  readonly blur?: number;
  /** How many times narrower it is drawn before it is stretched back: light in motion. */
  readonly streak?: number;
  readonly blend?: 'over' | 'screen' | 'multiply' | 'soft-light';
}
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly layers: readonly Layer[];
}
export type Chance = () => number;
export type Point = readonly [x: number, y: number];

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function chance(seed: number): Chance {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export const between = (random: Chance, low: number, high: number): number => low + random() * (high - low);
/** What `draw` makes of 0 … count − 1, joined. */
export const repeat = (count: number, draw: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => draw(index)).join('');

/** A filled rectangle with a gradient from top to bottom (or along `direction`); stops are `color` or `color offset`. */
export function wash(
  area: readonly [x: number, y: number, width: number, height: number],
  stops: readonly string[],
  direction: 'down' | 'right' = 'down',
): string {
  const [x, y, width, height] = area;
  const id = idOf('w', area, stops);
  const vector = direction === 'down' ? 'x1="0" y1="0" x2="0" y2="1"' : 'x1="0" y1="0" x2="1" y2="0"';
  return `<linearGradient id="${id}" ${vector}>${stopList(stops)}</linearGradient><rect x="${x}" y="${y}" width="${width}" height="${height}" fill="url(#${id})"/>`;
}

/** A gradient for outlines, in the picture's own coordinates, from one height to another. */
export function shade(
  fromY: number,
  toY: number,
  stops: readonly string[],
): { readonly defs: string; readonly fill: string } {
  const id = idOf('s', [fromY, toY], stops);
  const defs = `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="0" y1="${fromY}" x2="0" y2="${toY}">${stopList(stops)}</linearGradient>`;
  return { defs, fill: `url(#${id})` };
}

/** A round light that fades out. */
export function glow(x: number, y: number, radius: number, color: string, opacity = 1): string {
  const id = idOf('g', [x, y, radius, opacity], [color]);
  const stops = `<stop offset="0" stop-color="${color}" stop-opacity="${opacity}"/><stop offset=".35" stop-color="${color}" stop-opacity="${opacity * 0.45}"/><stop offset="1" stop-color="${color}" stop-opacity="0"/>`;
  return `<radialGradient id="${id}">${stops}</radialGradient><circle cx="${x}" cy="${y}" r="${radius}" fill="url(#${id})"/>`;
}

function stopList(stops: readonly string[]): string {
  return stops
    .map((stop, index) => {
      const [color = '#000', offset = String(index / Math.max(1, stops.length - 1)), opacity = '1'] = stop.split(' ');
      return `<stop offset="${offset}" stop-color="${color}" stop-opacity="${opacity}"/>`;
    })
    .join('');
}

function idOf(kind: string, numbers: readonly number[], words: readonly string[]): string {
  const text = [...numbers.map((value) => value.toFixed(1)), ...words].join('-');
  return kind + text.replace(/[^a-z0-9]/gi, '_');
}

/** A jagged outline from left to right by midpoint displacement: hills, tree lines, rocks. */
export function ridge(random: Chance, width: number, y: number, height: number, roughness = 0.5): readonly Point[] {
  let heights = [between(random, -0.5, 0.5), between(random, -0.5, 0.5)];
  for (let spread = 1; heights.length < 258; spread *= roughness) {
    heights = heights.flatMap((value, index) => {
      const next = heights[index + 1];
      return next === undefined ? [value] : [value, (value + next) / 2 + between(random, -spread, spread) / 2];
    });
  }
  return heights.map((value, index) => [(index * width) / (heights.length - 1), y - value * height]);
}

/** The outline closed along the bottom of the picture. */
export function land(points: readonly Point[], bottom: number, fill: string, extra = ''): string {
  const first = points[0] ?? [0, 0];
  const last = points.at(-1) ?? [0, 0];
  return `<path d="M${first[0]} ${bottom}${lineThrough(points)}L${last[0]} ${bottom}Z" fill="${fill}" ${extra}/>`;
}
export const lineThrough = (points: readonly Point[]): string =>
  points.map(([x, y]) => `L${x.toFixed(1)} ${y.toFixed(1)}`).join('');
/** `points` as SVG writes them: `x,y x,y`. */
export const polygon = (points: string, fill: string, extra = ''): string =>
  `<polygon points="${points}" fill="${fill}" ${extra}/>`;

/** Short level strokes, denser and longer towards the viewer: ripples on water. */
export function ripples(
  random: Chance,
  width: number,
  fromY: number,
  toY: number,
  count: number,
  color: string,
  opacity: number,
): string {
  return repeat(count, () => {
    const nearness = random() ** 1.6;
    const y = fromY + nearness * (toY - fromY);
    const length = between(random, 20, 60) + nearness * between(random, 40, 260);
    const x = between(random, -100, width);
    return `<path d="M${x.toFixed(0)} ${y.toFixed(1)}q${(length / 2).toFixed(0)} ${(-1 - nearness * 5).toFixed(1)} ${length.toFixed(0)} 0" stroke="${color}" stroke-width="${(0.8 + nearness * 3.4).toFixed(1)}" stroke-linecap="round" fill="none" opacity="${(opacity * between(random, 0.3, 1)).toFixed(2)}"/>`;
  });
}

/** Level bands of mist. */
export function mist(
  random: Chance,
  width: number,
  y: number,
  spread: number,
  count: number,
  color: string,
  opacity: number,
): string {
  return repeat(count, () => {
    const halfWidth = between(random, width * 0.2, width * 0.55);
    return `<ellipse cx="${between(random, 0, width).toFixed(0)}" cy="${between(random, y - spread, y + spread).toFixed(0)}" rx="${halfWidth.toFixed(0)}" ry="${(halfWidth * between(random, 0.05, 0.13)).toFixed(0)}" fill="${color}" opacity="${(opacity * between(random, 0.4, 1)).toFixed(2)}"/>`;
  });
}

/** Clouded noise over an area, in one colour. `stretch` above 1 draws it out sideways. */
export function clouds(
  seed: number,
  width: number,
  height: number,
  scale: number,
  stretch: number,
  color: string,
  density = 1.6,
  cut = 0.7,
): string {
  const frequency = `${(scale / stretch / 1000).toFixed(5)} ${(scale / 1000).toFixed(5)}`;
  const alpha = `0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  ${density} 0 0 0 ${(-cut).toFixed(2)}`;
  return `<filter id="c${seed}" x="0" y="0" width="100%" height="100%" color-interpolation-filters="sRGB"><feTurbulence type="fractalNoise" baseFrequency="${frequency}" numOctaves="4" seed="${seed}"/><feColorMatrix values="${alpha}" result="n"/><feFlood flood-color="${color}"/><feComposite in2="n" operator="in"/></filter><rect width="${width}" height="${height}" filter="url(#c${seed})"/>`;
}
