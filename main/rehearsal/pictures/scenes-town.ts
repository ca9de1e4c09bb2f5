/** Stairs in the rain, roofs, a train: scenes with people near. */
import { between, chance, clouds, glow, mist, polygon, repeat, wash, type Chance, type Scene } from './drawing.ts';

export function stairsInRain(): Scene {
  const [width, height] = [1440, 1800];
  const random = chance(73);
  const steps = repeat(24, (index) => stair(index, 24));
  const rain = (count: number, length: number, opacity: number) =>
    repeat(count, () => {
      const [x, y, reach] = [
        between(random, -50, width),
        between(random, -80, height),
        length * between(random, 0.5, 1),
      ];
      return `<path d="M${x.toFixed(0)} ${y.toFixed(0)}l${(-reach * 0.16).toFixed(0)} ${reach.toFixed(0)}" stroke="#dfe8f2" stroke-width="${between(random, 1, 2.6).toFixed(1)}" opacity="${(opacity * between(random, 0.3, 1)).toFixed(2)}"/>`;
    });
  const walker = `<g transform="translate(700 560)"><path d="M-110 0q10-92 110-96q100 4 110 96q-26-18-54 0q-26-20-56 0q-28-20-56 0q-28-18-54 0z" fill="#c8372f"/><path d="M-110 0q10-92 110-96q-66 20-56 96q-28-18-54 0z" fill="#e8604c" opacity=".8"/><path d="M0-96v-16M0 0v70" stroke="#191b22" stroke-width="5"/><path d="M-30 34q30-22 60 0l14 130h-88zM-24 160l-6 76h20l8-76zM6 160l6 76h20l-6-76z" fill="#171a24"/></g>`;
  const walls =
    polygon('0,0 500,420 500,760 0,1800', '#1b2330') + polygon('1440,0 940,420 940,760 1440,1800', '#212a36');
  const rail = `<path d="M968 690L1400 1330M968 690v90M1060 826v100M1180 1004v120M1320 1212v140" stroke="#0c1018" stroke-width="12" fill="none"/>`;
  return {
    width,
    height,
    layers: [
      { svg: wash([0, 0, width, height], ['#44566a', '#5a6b7c .3', '#2a3644 .6', '#161d28']) },
      { svg: mist(random, width, 470, 120, 8, '#9fb0bd', 0.6), blur: 50 },
      { svg: walls + steps },
      { svg: clouds(9, width, height, 14, 1, '#c9d6e2', 1.3, 0.62), blur: 2, blend: 'soft-light' },
      {
        svg:
          glow(990, 300, 560, '#ffcf88', 0.95) +
          polygon('640,800 860,800 1100,1800 420,1800', '#ffbf70', 'opacity=".2"'),
        blur: 34,
        blend: 'screen',
      },
      {
        svg:
          `<path d="M1010 700V330q0-40-30-40" stroke="#0c1018" stroke-width="12" fill="none"/><path d="M950 292h52l12 42h-76z" fill="#0c1018"/><path d="M942 334h68l-6 24h-56z" fill="#fff2cc"/>` +
          rail +
          walker,
      },
      { svg: `<ellipse cx="700" cy="960" rx="44" ry="170" fill="#b8332c" opacity=".4"/>`, blur: 22 },
      { svg: rain(300, 90, 0.34) },
      { svg: rain(60, 200, 0.3), blur: 4 },
    ],
  };
}

/** One step: dark riser, wet tread that catches the lamp. Further steps are higher up, narrower and closer. */
function stair(index: number, count: number): string {
  const [near, next] = [1 - index / count, 1 - (index + 1) / count].map((t) => (t > 0 ? t ** 1.7 : 0)) as [
    number,
    number,
  ];
  const [y, top] = [780 + near * 1080, 780 + next * 1080];
  const [half, topHalf] = [215 + near * 560, 215 + next * 560];
  const tread = y - (y - top) * 0.42;
  const light = Math.round(70 + (1 - near) * 66);
  const riser = polygon(
    `${720 - half},${y} ${720 + half},${y} ${720 + half},${tread} ${720 - half},${tread}`,
    `rgb(${light * 0.42},${light * 0.5},${light * 0.6})`,
  );
  const surface = polygon(
    `${720 - half},${tread} ${720 + half},${tread} ${720 + topHalf},${top} ${720 - topHalf},${top}`,
    `rgb(${light},${light * 1.08},${light * 1.16})`,
  );
  return `${riser}${surface}<path d="M${720 - half} ${tread}H${720 + half}" stroke="#f2dcb4" stroke-width="${(1 + near * 4).toFixed(1)}" opacity=".5"/>`;
}

const roofRows = [
  { y: 860, size: 130, wall: '#b99aa4', roof: '#a98793', lit: 0.1 },
  { y: 1030, size: 180, wall: '#94737f', roof: '#82606e', lit: 0.2 },
  { y: 1250, size: 240, wall: '#6a4e5c', roof: '#7a4a4a', lit: 0.35 },
  { y: 1560, size: 330, wall: '#3f3341', roof: '#54343a', lit: 0.45 },
] as const;

export function roofs(): Scene {
  const [width, height] = [1440, 1800];
  const random = chance(36);
  const rows = roofRows.map((row) =>
    repeat(Math.ceil(width / row.size) + 2, (index) => house(random, row, (index - 0.7) * row.size)),
  );
  const birds = repeat(
    9,
    () =>
      `<path d="M${between(random, 200, 900).toFixed(0)} ${between(random, 260, 560).toFixed(0)}q14-16 26 0q12-16 26 0" stroke="#3d3a4c" stroke-width="4" fill="none"/>`,
  );
  const spire = `<path d="M1060 880l-4-260 34-230 34 230-4 260z" fill="#9c7f8e"/><path d="M1090 390v-50M1078 356h24" stroke="#9c7f8e" stroke-width="5"/>`;
  return {
    width,
    height,
    layers: [
      { svg: wash([0, 0, width, 1200], ['#5b7398', '#9a9cb4 .35', '#e7b8a0 .68', '#fbd9a8']) },
      { svg: glow(360, 830, 640, '#fff0bc', 0.95), blur: 24 },
      { svg: clouds(19, width, 900, 2.2, 4.5, '#ffd2b4', 2.6, 1.2), blur: 8 },
      { svg: spire + (rows[0] ?? ''), blur: 4 },
      { svg: mist(random, width, 960, 50, 8, '#f6cfb4', 0.6), blur: 40 },
      { svg: (rows[1] ?? '') + birds },
      { svg: mist(random, width, 1150, 50, 7, '#e8b7a2', 0.5), blur: 44 },
      { svg: rows[2] ?? '' },
      { svg: mist(random, width, 1400, 60, 6, '#b98a8a', 0.4), blur: 50 },
      { svg: rows[3] ?? '' },
      {
        svg: `<path d="M420 1180q-50-120 20-220t-10-230" stroke="#f4e4dc" stroke-width="34" fill="none" opacity=".5"/>`,
        blur: 30,
      },
      { svg: glow(360, 830, 1100, '#ffd08c', 0.4), blur: 30, blend: 'screen' },
    ],
  };
}

function house(random: Chance, row: (typeof roofRows)[number], x: number): string {
  const [wide, top] = [row.size * between(random, 0.86, 1.15), row.y - between(random, 0, row.size * 0.45)];
  const peak = top - row.size * between(random, 0.4, 0.62);
  const windows = repeat(6, (index) => {
    const fill = random() < row.lit ? '#ffd27a' : '#2c2533';
    const size = row.size * 0.12;
    return `<rect x="${(x + wide * (0.2 + (index % 3) * 0.24)).toFixed(0)}" y="${(top + row.size * (0.18 + Math.floor(index / 3) * 0.34)).toFixed(0)}" width="${size.toFixed(0)}" height="${(size * 1.5).toFixed(0)}" fill="${fill}" opacity=".8"/>`;
  });
  const stack = x + wide * between(random, 0.2, 0.7);
  return `<rect x="${stack.toFixed(0)}" y="${(peak + 4).toFixed(0)}" width="${(row.size * 0.12).toFixed(0)}" height="${(row.size * 0.5).toFixed(0)}" fill="${row.wall}"/><rect x="${x.toFixed(0)}" y="${top.toFixed(0)}" width="${wide.toFixed(0)}" height="900" fill="${row.wall}"/>${polygon(
    `${x - row.size * 0.05},${top + 4} ${x + wide / 2},${peak} ${x + wide + row.size * 0.05},${top + 4}`,
    row.roof,
  )}<path d="M${(x - row.size * 0.05).toFixed(0)} ${(top + 4).toFixed(0)}L${(x + wide / 2).toFixed(0)} ${peak.toFixed(0)}" stroke="#ffe0b4" stroke-width="3" opacity=".55"/>${windows}`;
}

export function nightTrain(): Scene {
  const [width, height] = [1440, 1080];
  const random = chance(58);
  const windows = repeat(
    9,
    (index) =>
      `<rect x="${index * 190 - 60}" y="330" width="150" height="150" rx="12" fill="${index % 4 === 2 ? '#ffe9bd' : '#ffc773'}"/>`,
  );
  const car = `<rect x="-40" y="250" width="1520" height="400" fill="#22304a"/><rect x="-40" y="520" width="1520" height="46" fill="#a3362f"/><rect x="-40" y="250" width="1520" height="26" fill="#3a4a66"/>`;
  const lamps = repeat(
    26,
    () =>
      `<circle cx="${between(random, 0, width).toFixed(0)}" cy="${between(random, 60, 240).toFixed(0)}" r="${between(random, 8, 26).toFixed(0)}" fill="${random() < 0.5 ? '#ffcf8c' : '#9cc4ff'}" opacity="${between(random, 0.2, 0.6).toFixed(2)}"/>`,
  );
  const person = `<g transform="translate(430 900) scale(.84 1)"><path d="M-34 0l-4-150q-26-20-20-110q6-66 44-82q-16-14-16-40q0-40 34-42q34 2 34 42q0 26-16 40q40 16 46 84q4 60 8 110l-22 8l-8 40l-6 150h-30l-6-140l-8 140z" fill="#070b14"/><path d="M66-190h66v110h-66zM84-190q14-40 30 0" fill="#070b14" stroke="#070b14" stroke-width="7"/></g>`;
  return {
    width,
    height,
    layers: [
      { svg: wash([0, 0, width, height], ['#0a1222', '#16233c .4', '#0d1526 .7', '#090e1a']) },
      { svg: lamps, blur: 12 },
      { svg: car + windows, streak: 28 },
      { svg: windows, streak: 60, blend: 'screen' },
      {
        svg: `<rect y="470" width="1440" height="14" fill="#fff3d0" opacity=".7"/><rect y="338" width="1440" height="6" fill="#ffe0a0" opacity=".6"/>`,
        streak: 90,
        blend: 'screen',
      },
      {
        svg:
          wash([0, 720, width, 360], ['#2b3448', '#1b2231 .5', '#0c111c']) +
          `<rect y="736" width="1440" height="22" fill="#d9b44a"/><path d="${repeat(12, (index) => `M${index * 130 - 40} 1080L${330 + index * 68} 760`)}" stroke="#0a0f1a" stroke-width="3" opacity=".55"/>`,
      },
      {
        svg: `<g transform="translate(0 1230) scale(1 -1)" opacity=".6">${windows}</g>`,
        streak: 24,
        blur: 30,
        blend: 'screen',
      },
      { svg: glow(720, 420, 900, '#ffb861', 0.32), blur: 30, blend: 'screen' },
      { svg: `<ellipse cx="430" cy="1010" rx="70" ry="110" fill="#04060c" opacity=".7"/>`, blur: 20 },
      { svg: person },
    ],
  };
}
