/** A kitchen with lemons, a market. */
import { between, chance, clouds, glow, polygon, repeat, wash, type Chance, type Scene } from './drawing.ts';

export function kitchenLight(): Scene {
  const [width, height, table] = [1440, 1800, 1240];
  const panes = repeat(6, (index) => {
    const [x, y] = [(index % 2) * 250, Math.floor(index / 2) * 250];
    return `<rect x="${x}" y="${y}" width="226" height="226"/>`;
  });
  const leafy = repeat(13, (index) => {
    const t = index / 12;
    const [x, y] = [330 + t * 250 - 120 * t * t, 930 - t * 520];
    const side = index % 2 === 0 ? -34 : 42;
    return `<ellipse cx="${(x + side).toFixed(0)}" cy="${y.toFixed(0)}" rx="50" ry="19" fill="${index % 3 === 0 ? '#7d8a5c' : '#66754c'}" transform="rotate(${side < 0 ? 24 : -32} ${x.toFixed(0)} ${y.toFixed(0)})"/>`;
  });
  const lemon = (x: number, y: number, turn: number) =>
    `<g transform="translate(${x} ${y}) rotate(${turn})"><path d="M-92 0q10-62 82-62q66 0 84 42q22 6 22 20t-22 20q-20 42-84 42q-72 0-82-62z" fill="#e6b83a"/><path d="M-70-18q20-34 66-34q40 0 60 24q-60-14-126 10z" fill="#ffe9a0" opacity=".85"/><path d="M-80 22q40 36 96 34q40-2 60-32q-70 26-156-2z" fill="#9c6a1c" opacity=".5"/></g>`;
  const bowl = `<path d="M700 1196q16 190 236 190t236-190z" fill="#6f8288"/><path d="M700 1196q16 190 236 190q80 0 130-24q-240 0-300-166z" fill="#b9c6c4" opacity=".55"/><ellipse cx="936" cy="1196" rx="236" ry="44" fill="#4d5c62"/>`;
  const vase = `<path d="M300 900h100l16 150q40 50 36 130q-4 120-102 120t-102-120q-4-80 36-130z" fill="#dfe4dc" opacity=".82"/><path d="M318 910q-6 130-30 190q-20 70 8 130" stroke="#fff" stroke-width="12" fill="none" opacity=".8"/>`;
  return {
    width,
    height,
    layers: [
      {
        svg:
          wash([0, 0, width, table], ['#b89c80', '#a88a6e .5', '#8d705a'], 'right') +
          wash([0, table, width, height - table], ['#7a4f34', '#4c2f20']) +
          repeat(
            9,
            (index) =>
              `<path d="M0 ${table + 40 + index * 62}q500 ${index % 2 === 0 ? 10 : -8} 1440 4" stroke="#2c180e" stroke-width="2.5" opacity=".3" fill="none"/>`,
          ),
      },
      { svg: clouds(6, width, height, 16, 1, '#fff6e4', 1.1, 0.5), blur: 2, blend: 'soft-light' },
      {
        svg: `<g transform="translate(640 150) skewY(14) skewX(-9)" fill="#ffe6b4" opacity=".8">${panes}</g><g transform="translate(420 1400) skewX(-40) scale(1 .36)" fill="#ffdca0" opacity=".55">${panes}</g>`,
        blur: 12,
        blend: 'screen',
      },
      {
        svg: `<ellipse cx="1140" cy="1396" rx="310" ry="36" fill="#1d0f08" opacity=".75"/><ellipse cx="500" cy="1306" rx="250" ry="26" fill="#1d0f08" opacity=".7"/><path d="M900 980q-60-320 60-560l60 20q-60 260-30 540z" fill="#5c4230" opacity=".4"/>`,
        blur: 26,
        blend: 'multiply',
      },
      { svg: `<path d="M350 1240Q340 800 480 400" stroke="#56512f" stroke-width="11" fill="none"/>${leafy}${vase}` },
      {
        svg:
          bowl +
          lemon(880, 1150, -14) +
          lemon(1040, 1158, 22) +
          lemon(950, 1096, 4) +
          `<path d="M700 1196q16 190 236 190t236-190q-60 40-236 40t-236-40z" fill="#7f9297"/><path d="M720 1240q40 130 190 142q-120-40-150-132z" fill="#d5dfdb" opacity=".7"/>`,
      },
      { svg: lemon(560, 1440, -8) + `<ellipse cx="590" cy="1506" rx="110" ry="14" fill="#1d0f08" opacity=".35"/>` },
      { svg: glow(1100, 420, 1000, '#ffe2ac', 0.5), blur: 30, blend: 'soft-light' },
      { svg: wash([0, 0, 300, height], ['#1c120c 0 .75', '#1c120c 1 0'], 'right'), blur: 20, blend: 'multiply' },
    ],
  };
}

const fruitKinds = [
  { light: '#ffc25c', base: '#ef8a24', dark: '#a5480d', shine: 0.75 },
  { light: '#9a6c9e', base: '#5a3268', dark: '#22112e', shine: 0.4 },
  { light: '#f8ee9c', base: '#dfc63c', dark: '#93771a', shine: 0.7 },
  { light: '#f08a6c', base: '#c23a30', dark: '#64120f', shine: 0.7 },
] as const;

export function marketFruit(): Scene {
  const [width, height] = [1440, 1080];
  const random = chance(42);
  const defs = fruitKinds
    .map(
      (kind, index) =>
        `<radialGradient id="f${index}" cx=".36" cy=".3" r=".8"><stop offset="0" stop-color="${kind.light}"/><stop offset=".42" stop-color="${kind.base}"/><stop offset="1" stop-color="${kind.dark}"/></radialGradient>`,
    )
    .join('');
  const crate = (kind: number, left: number, right: number) =>
    repeat(60, (index) => fruit(random, kind, left, right, index));
  const board = (x: number) =>
    `<rect x="${x}" y="-10" width="34" height="1100" fill="#8f6a44"/><rect x="${x}" y="-10" width="9" height="1100" fill="#c79b6a"/><rect x="${x + 34}" y="-10" width="26" height="1100" fill="#000" opacity=".35"/>`;
  const columns = [0, 372, 744, 1100, 1440];
  const fruits = fruitKinds.map((_, index) => crate(index, columns[index] ?? 0, columns[index + 1] ?? width)).join('');
  return {
    width,
    height,
    layers: [
      { svg: wash([0, 0, width, height], ['#2a1a10', '#1a100a']) },
      { svg: defs + fruits + [352, 724, 1080].map(board).join('') },
      {
        svg: `<g transform="translate(560 640) rotate(-7)"><rect x="6" y="10" width="210" height="130" fill="#000" opacity=".35"/><rect width="210" height="130" fill="#f3ead4"/><path d="M28 44h120M28 74h154M28 102h70" stroke="#4a4038" stroke-width="8" stroke-linecap="round" opacity=".75"/></g>`,
      },
      {
        svg:
          polygon('0,0 560,0 120,1080 0,1080', '#fff1c8', 'opacity=".5"') +
          polygon('820,0 1020,0 620,1080 380,1080', '#fff1c8', 'opacity=".42"'),
        blur: 40,
        blend: 'soft-light',
      },
      {
        svg:
          polygon('560,0 820,0 380,1080 120,1080', '#120a10', 'opacity=".5"') +
          polygon('1020,0 1440,0 1440,1080 620,1080', '#120a10', 'opacity=".42"'),
        blur: 44,
        blend: 'multiply',
      },
      { svg: wash([0, 0, width, 260], ['#1a0e08 0 .75', '#1a0e08 1 0']), blur: 16, blend: 'multiply' },
    ],
  };
}

function fruit(random: Chance, kind: number, left: number, right: number, index: number): string {
  const size = kind === 1 ? 52 : 66;
  const [column, row] = [index % 5, Math.floor(index / 5)];
  const x = left + 40 + ((right - left - 70) / 4.2) * (column + (row % 2) * 0.45) + between(random, -12, 12);
  const y = row * 96 + between(random, -14, 14);
  const radius = size * between(random, 0.9, 1.12);
  if (x > right - 24) return '';
  const shine = fruitKinds[kind]?.shine ?? 0.5;
  return `<g transform="translate(${x.toFixed(0)} ${y.toFixed(0)}) rotate(${between(random, -24, 24).toFixed(0)})"><ellipse cx="8" cy="16" rx="${radius.toFixed(0)}" ry="${radius.toFixed(0)}" fill="#0c0604" opacity=".55"/><ellipse rx="${radius.toFixed(0)}" ry="${(radius * between(random, 0.9, 1)).toFixed(0)}" fill="url(#f${kind})"/><ellipse cx="${(-radius * 0.34).toFixed(0)}" cy="${(-radius * 0.42).toFixed(0)}" rx="${(radius * 0.22).toFixed(0)}" ry="${(radius * 0.13).toFixed(0)}" fill="#fff" opacity="${shine * 0.7}"/><circle cx="${(radius * 0.2).toFixed(0)}" cy="${(radius * 0.1).toFixed(0)}" r="5" fill="#2a1a08" opacity=".55"/></g>`;
}
