/** Harbour, ferry, lake, pool: scenes with water in them. */
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

const gantry =
  'M0 0L18-230M130 0L112-230M-170-230H330M40-230L66-340L104-230M66-340L330-232M66-340L-170-232M6-80H124M-170-230l10 14M330-230v16';
const crane = (x: number, y: number, scale: number, color: string) =>
  `<path transform="translate(${x} ${y}) scale(${scale} ${Math.abs(scale)})" d="${gantry}" fill="none" stroke="${color}" stroke-width="9" stroke-linejoin="round"/>`;
const mirrored = (aroundY: number, svg: string, opacity: number) =>
  `<g transform="translate(0 ${2 * aroundY}) scale(1 -1)" opacity="${opacity}">${svg}</g>`;

const trawler = (x: number, y: number) => `<g transform="translate(${x} ${y})">
  <path d="M-150-26q10 42 40 46h190q34-4 62-66l-50 14h-180z" fill="#27343a"/><path d="M-150-26q150 10 292-20l-4 10q-140 26-284 22z" fill="#8f4a3c"/>
  <path d="M-60-34v-62h92l10 60z" fill="#3a484d"/><path d="M-50-84h22v22h-22zM-18-84h22v22h-22z" fill="#e9dcb8"/>
  <path d="M-14-96v-150M-14-230L-140-34M-14-230L110-44M74-42v-110" stroke="#27343a" stroke-width="5" fill="none"/></g>`;

export function fogHarbour(): Scene {
  const [width, height, quay] = [1440, 1800, 1060];
  const random = chance(11);
  const far =
    crane(240, quay - 20, 0.8, '#b3bdbd') +
    crane(560, quay - 20, -0.7, '#bac3c2') +
    crane(1240, quay - 24, 0.62, '#bec6c4');
  const near = crane(980, quay, 1.7, '#7d8c90') + crane(150, quay, 1.45, '#8b989b');
  const sheds = repeat(
    9,
    (index) =>
      `<rect x="${index * 170 - 20}" y="${quay - 30 - ((index * 37) % 46)}" width="150" height="90" fill="#98a5a6"/>`,
  );
  return {
    width,
    height,
    layers: [
      {
        svg:
          wash([0, 0, width, quay], ['#aebcc0', '#ccd3d0 .45', '#e8e1d3 .85', '#ded9ce']) +
          wash([0, quay, width, height - quay], ['#cfd0c9', '#a3b0b2 .4', '#6f8086']),
      },
      {
        svg: glow(900, 610, 620, '#fff0d0', 0.85) + `<circle cx="900" cy="610" r="62" fill="#fffaf0" opacity=".9"/>`,
        blur: 14,
      },
      { svg: far, blur: 3 },
      { svg: mist(random, width, quay - 90, 70, 9, '#e4e0d6', 0.75), blur: 46 },
      { svg: sheds + near },
      { svg: mirrored(quay + 8, sheds + near, 0.36) + glow(900, 1400, 380, '#fff0d0', 0.45), blur: 16 },
      { svg: mist(random, width, quay + 6, 60, 9, '#e6e2d8', 0.7), blur: 40 },
      { svg: clouds(4, width, height, 6, 2.5, '#eee9df', 1.2, 0.55), blur: 10, blend: 'soft-light' },
      { svg: mirrored(1440, trawler(520, 1420), 0.5), blur: 9 },
      {
        svg:
          ripples(random, width, quay + 60, height, 190, '#eef0ea', 0.34) +
          ripples(random, width, quay + 120, height, 150, '#4f6067', 0.3) +
          trawler(520, 1420),
      },
      { svg: mist(random, width, 1190, 90, 5, '#e9e5db', 0.5), blur: 60 },
    ],
  };
}

const ferryShape = (
  x: number,
  y: number,
) => `<g transform="translate(${x} ${y})"><path d="M-330 0l-26-58h700l-44 58q-10 16-40 16h-550q-30 0-40-16z" fill="#141c2c"/>
  <path d="M-290-58v-44h560l26 44zM-230-102v-40h430l20 40zM-150-142v-30h250l14 30z" fill="#1f2a3e"/><path d="M-60-172l8-66h60l10 66z" fill="#8c3b32"/><path d="M-54-222h66l3 18h-72z" fill="#e8e0d2"/>
  <path d="M150-172v-74M120-226h60" stroke="#1f2a3e" stroke-width="5"/>
  ${repeat(22, (index) => `<rect x="${-270 + index * 24}" y="-88" width="12" height="14" rx="2" fill="#ffd894"/>`)}${repeat(16, (index) => `<rect x="${-214 + index * 25}" y="-130" width="13" height="13" rx="2" fill="#ffe2a8"/>`)}
  <circle cx="150" cy="-248" r="6" fill="#fff3d0"/><circle cx="336" cy="-52" r="5" fill="#7fe0a8"/></g>`;

export function ferry(): Scene {
  const [width, height, horizon] = [1440, 1080, 590];
  const random = chance(27);
  const lights = repeat(
    26,
    (index) =>
      `<rect x="${430 + index * 21}" y="${horizon + 40}" width="9" height="${between(random, 90, 330).toFixed(0)}" fill="#ffcf8a" opacity="${between(random, 0.25, 0.8).toFixed(2)}"/>`,
  );
  return {
    width,
    height,
    layers: [
      {
        svg:
          wash([0, 0, width, horizon], ['#1d2b47', '#39486a .4', '#8d6f84 .72', '#e59a78 .92', '#f6c391']) +
          wash([0, horizon, width, height], ['#e0a07f', '#7d6a80 .12', '#3c4a68 .32', '#16213a .8']),
      },
      { svg: glow(300, horizon, 620, '#ffb27a', 0.8), blur: 20, blend: 'screen' },
      { svg: clouds(8, width, 520, 3.2, 5, '#e8a48c', 2.4, 1.15), blur: 8, blend: 'soft-light' },
      { svg: land(ridge(random, width, horizon - 22, 60, 0.55), horizon + 1, '#6d5f7b'), blur: 3 },
      { svg: land(ridge(random, width, horizon - 4, 22, 0.6), horizon + 2, '#4b4a66') },
      { svg: lights, blur: 10, blend: 'screen' },
      { svg: mirrored(horizon + 30, ferryShape(700, horizon + 18), 0.55), blur: 12 },
      {
        svg:
          ripples(random, width, horizon + 6, height, 330, '#f3b48d', 0.34) +
          ripples(random, width, horizon + 20, height, 260, '#101a30', 0.5),
      },
      {
        svg:
          mist(random, width, 330, 16, 3, '#2b3146', 0.35) +
          `<ellipse cx="560" cy="330" rx="240" ry="20" fill="#343a52" opacity=".5"/>`,
        blur: 34,
      },
      { svg: glow(700, horizon - 80, 460, '#ffcf90', 0.35), blur: 12, blend: 'screen' },
      { svg: ferryShape(700, horizon + 18) },
    ],
  };
}

export function lakePier(): Scene {
  const [width, height, shore] = [1440, 1800, 860];
  const random = chance(5);
  const hills = [
    land(ridge(random, width, shore - 190, 260, 0.5), shore, '#a8afc6'),
    land(ridge(random, width, shore - 90, 180, 0.52), shore, '#8791b0'),
    land(ridge(random, width, shore - 26, 80, 0.6), shore + 1, '#5f6b8c'),
  ];
  const planks = repeat(44, (index) => plank(index, random, height, shore));
  return {
    width,
    height,
    layers: [
      {
        svg:
          wash([0, 0, width, shore], ['#8f9fc4', '#c2b8cf .45', '#f0cfc4 .8', '#fbe3cc']) +
          wash([0, shore, width, height - shore], ['#f2d5c6', '#c3b7cc .3', '#7f8fb4 .7', '#55658c']),
      },
      { svg: glow(420, shore - 140, 480, '#ffe6c2', 0.9), blur: 16 },
      { svg: hills.slice(0, 2).join(''), blur: 3 },
      { svg: mirrored(shore, hills.join(''), 0.55), blur: 10 },
      { svg: mist(random, width, shore - 10, 40, 10, '#fbe9da', 0.7), blur: 34 },
      { svg: hills[2] ?? '' },
      { svg: mist(random, width, shore + 16, 20, 8, '#fdeee0', 0.75), blur: 26 },
      { svg: ripples(random, width, shore + 50, height, 150, '#fff0e2', 0.3) },
      {
        svg: polygon('690,1010 750,1010 1120,1800 320,1800', '#3b4666'),
        blur: 26,
      },
      { svg: planks },
      { svg: clouds(14, width, 700, 2.6, 4, '#fff2e6', 2.2, 1.05), blur: 8, blend: 'soft-light' },
    ],
  };
}

/** One board of the pier: further ones are narrower, thinner and paler. */
function plank(index: number, random: () => number, height: number, shore: number): string {
  const depth = (index / 44) ** 1.9;
  const next = ((index + 0.86) / 44) ** 1.9;
  const [top, bottom] = [shore + 130 + depth * (height - shore), shore + 130 + next * (height - shore)];
  const [half, nextHalf] = [26 + depth * 380, 26 + next * 380];
  const tone = Math.round(between(random, 92, 118) - depth * 26);
  const fill = `rgb(${tone + 12},${tone + 2},${tone + 4})`;
  const board = polygon(
    `${720 - half},${top} ${720 + half},${top} ${720 + nextHalf},${bottom} ${720 - nextHalf},${bottom}`,
    fill,
  );
  return (
    board +
    `<path d="M${720 - half} ${top}H${720 + half}" stroke="#e9d3c4" stroke-width="${(0.6 + depth * 3).toFixed(1)}" opacity=".55"/>`
  );
}

export function swimmingLane(): Scene {
  const [width, height] = [1440, 1800];
  const floats = (x: number) =>
    repeat(34, (index) => {
      const color = index % 6 < 3 ? '#f4f1e8' : '#d8523c';
      const y = index * 54 - 10;
      return `<g transform="translate(${(x + Math.sin(index / 3.1) * 7).toFixed(1)} ${y})"><ellipse cx="20" cy="34" rx="22" ry="24" fill="#0b4a5c" opacity=".35"/><rect x="-16" width="32" height="50" rx="12" fill="${color}"/><rect x="-11" y="5" width="8" height="38" rx="4" fill="#fff" opacity=".55"/></g>`;
    });
  const wobble = `<filter id="d" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency=".0035 .006" numOctaves="2" seed="3"/><feDisplacementMap in="SourceGraphic" scale="90" xChannelSelector="R" yChannelSelector="G"/></filter>`;
  const tiles = repeat(
    26,
    (index) =>
      `<path d="M${index * 62} -60V1880M-60 ${index * 78}H1520" stroke="#e9fbf8" stroke-width="3" opacity=".35"/>`,
  );
  const caustics = `<filter id="k" x="0" y="0" width="100%" height="100%" color-interpolation-filters="sRGB"><feTurbulence type="turbulence" baseFrequency=".0062 .0078" numOctaves="2" seed="21"/><feColorMatrix values="0 0 0 0 .9 0 0 0 0 1 0 0 0 0 .96 -11 0 0 0 1.05"/></filter><rect width="1440" height="1800" filter="url(#k)"/>`;
  return {
    width,
    height,
    layers: [
      { svg: wash([0, 0, width, height], ['#1fa3ad', '#35b9b9 .4', '#1b93a6 .75', '#0f7592']) },
      {
        svg: `${wobble}<g filter="url(#d)">${tiles}<path d="M720-40V1840" stroke="#0c5470" stroke-width="96" opacity=".85"/></g>`,
        blur: 5,
      },
      { svg: caustics, blur: 5, blend: 'screen' },
      { svg: glow(330, 380, 900, '#e8fff6', 0.4), blur: 20, blend: 'soft-light' },
      { svg: floats(236) + floats(1206) },
    ],
  };
}
