/** Birches in autumn, a tree in the snow. */
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
  wash,
  type Chance,
  type Scene,
} from './drawing.ts';

export function birches(): Scene {
  const [width, height] = [1440, 1800];
  const random = chance(90);
  const bokeh = (count: number, colors: readonly string[], low: number, high: number) =>
    repeat(
      count,
      (index) =>
        `<circle cx="${between(random, 0, width).toFixed(0)}" cy="${between(random, low, high).toFixed(0)}" r="${between(random, 16, 74).toFixed(0)}" fill="${colors[index % colors.length]}" opacity="${between(random, 0.2, 0.7).toFixed(2)}"/>`,
    );
  const trunks = (xs: readonly number[], size: number) =>
    xs.map((x) => trunk(random, x, size * between(random, 0.8, 1.25), height)).join('');
  return {
    width,
    height,
    layers: [
      { svg: wash([0, 0, width, height], ['#c9b45c', '#d9a63c .4', '#a8742c .72', '#4f3c22']) },
      { svg: bokeh(80, ['#f4d25c', '#e9b53a', '#9fa04a', '#f9e7a0', '#c9762c'], 0, 1250), blur: 26 },
      { svg: glow(980, 330, 760, '#fff4bf', 0.85), blur: 30, blend: 'screen' },
      { svg: trunks([90, 300, 560, 800, 1010, 1290], 34), blur: 9 },
      { svg: mist(random, width, 1330, 120, 6, '#f3dfa2', 0.4), blur: 60 },
      { svg: bokeh(46, ['#f0c440', '#ffe07a', '#d98e2c'], 100, 1200), blur: 12 },
      {
        svg:
          land(ridge(random, width, 1560, 60, 0.6), height, '#4a371d') +
          trunks([196, 470, 708, 1130, 1350], 84) +
          leaves(random, 320, width, 1500, height),
      },
      { svg: bokeh(14, ['#f6cf52', '#e39a30'], 0, height), blur: 30 },
      { svg: glow(1100, 200, 1200, '#fff0b8', 0.32), blur: 30, blend: 'screen' },
    ],
  };
}

function trunk(random: Chance, x: number, size: number, height: number): string {
  const lean = between(random, -50, 50);
  const id = `b${x}`;
  const bark = repeat(Math.round(26 + size / 3), () => {
    const y = between(random, 0, height - 200);
    const along = x + (lean * y) / height;
    const reach = between(random, 0.12, 0.5) * size;
    const from = along - size / 2 + (random() < 0.5 ? 0 : size - reach);
    return `<path d="M${from.toFixed(0)} ${y.toFixed(0)}q${(reach / 2).toFixed(0)} ${(size * 0.1).toFixed(0)} ${reach.toFixed(0)} ${between(random, -6, 6).toFixed(0)}q${(-reach / 2).toFixed(0)} ${(size * -0.2).toFixed(0)} ${(-reach).toFixed(0)} 0z" fill="#2b2622" opacity="${between(random, 0.45, 0.95).toFixed(2)}"/>`;
  });
  const stops =
    '<stop offset="0" stop-color="#8f8577"/><stop offset=".2" stop-color="#d8cfbf"/><stop offset=".6" stop-color="#f6f0e2"/><stop offset="1" stop-color="#a3947c"/>';
  return `<linearGradient id="${id}" x1="0" x2="1" y1="0" y2="0">${stops}</linearGradient>${polygon(
    `${x - size * 0.44},-10 ${x + size * 0.44},-10 ${x + lean + size * 0.56},${height - 170} ${x + lean - size * 0.56},${height - 170}`,
    `url(#${id})`,
  )}${bark}`;
}

const leaves = (random: Chance, count: number, width: number, low: number, high: number): string =>
  repeat(count, () => {
    const tone = ['#e0a92f', '#c9852a', '#f1cf5c', '#8d5a22'][Math.floor(random() * 4)];
    return `<ellipse cx="${between(random, 0, width).toFixed(0)}" cy="${between(random, low, high).toFixed(0)}" rx="${between(random, 6, 18).toFixed(0)}" ry="${between(random, 3, 8).toFixed(0)}" fill="${tone}" opacity=".85" transform="rotate(${between(random, -30, 30).toFixed(0)} 720 1700)"/>`;
  });

export function snow(): Scene {
  const [width, height, field] = [1440, 1800, 1080];
  const random = chance(3);
  const flakes = (count: number, size: number) =>
    repeat(
      count,
      () =>
        `<circle cx="${between(random, 0, width).toFixed(0)}" cy="${between(random, 0, height).toFixed(0)}" r="${(size * between(random, 0.4, 1)).toFixed(1)}" fill="#fff" opacity="${between(random, 0.35, 0.95).toFixed(2)}"/>`,
    );
  const posts = repeat(9, (index) => {
    const t = (index / 8) ** 1.7;
    const [x, y, tall] = [1330 - t * 1220, field + 60 + t * 470, 34 + t * 190];
    return `<rect x="${x.toFixed(0)}" y="${(y - tall).toFixed(0)}" width="${(5 + t * 22).toFixed(0)}" height="${tall.toFixed(0)}" fill="#4b4650"/><rect x="${(x - 2).toFixed(0)}" y="${(y - tall - 6 - t * 10).toFixed(0)}" width="${(9 + t * 27).toFixed(0)}" height="${(7 + t * 16).toFixed(0)}" rx="5" fill="#fbfbfe"/>`;
  });
  return {
    width,
    height,
    layers: [
      {
        svg:
          wash([0, 0, width, field + 40], ['#a9afc0', '#c9cbd6 .5', '#e9e2e4']) +
          wash([0, field, width, height - field], ['#e6e4ec', '#f3f2f7 .3', '#c3c8da']),
      },
      { svg: glow(430, 830, 620, '#ffe9dc', 0.8), blur: 24 },
      { svg: land(ridge(random, width, field - 40, 120, 0.72), field + 6, '#a7adbe'), blur: 8 },
      { svg: mist(random, width, field - 10, 40, 9, '#eceaf0', 0.8), blur: 40 },
      { svg: flakes(260, 3.4), blur: 3 },
      { svg: tree(random, 560, field + 70, -Math.PI / 2, 190, 26) + posts },
      { svg: `<ellipse cx="700" cy="${field + 78}" rx="330" ry="15" fill="#8e97b4" opacity=".5"/>`, blur: 14 },
      { svg: clouds(31, width, height, 4, 3, '#8d95b4', 1.2, 0.55), blur: 10, blend: 'soft-light' },
      { svg: flakes(170, 5) },
      { svg: flakes(46, 20), blur: 9 },
    ],
  };
}

/** A bare tree: every branch parts in two or three, thinner and shorter. */
function tree(random: Chance, x: number, y: number, angle: number, length: number, thickness: number): string {
  if (length < 16) return '';
  const [endX, endY] = [x + Math.cos(angle) * length, y + Math.sin(angle) * length];
  const stroke = `<path d="M${x.toFixed(1)} ${y.toFixed(1)}L${endX.toFixed(1)} ${endY.toFixed(1)}" stroke="#3a353f" stroke-width="${thickness.toFixed(1)}" stroke-linecap="round"/>`;
  const spread = [-1, random() < 0.35 ? 0.1 : 9, 1].filter((side) => side !== 9);
  const branches = spread.map((side) =>
    tree(
      random,
      endX,
      endY,
      angle + side * between(random, 0.22, 0.62),
      length * between(random, 0.68, 0.84),
      Math.max(1.2, thickness * 0.66),
    ),
  );
  return stroke + branches.join('');
}
