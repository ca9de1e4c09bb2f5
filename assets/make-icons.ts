/**
 * Draws the tray icons and the app icon from one mark: two rails and one tie. `npx node assets/make-icons.ts` writes
 *   tray/{state}-light.png and -dark.png   for light and dark panels (Linux, Windows), 22 px, and @2x
 *   tray/{state}Template.png               for the macOS menu bar, 16 px, and @2x
 *   icon.svg, icon.png                     the app, 1024 px
 * Each state has a shape of its own, so that none depends on colour.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

interface Ink {
  readonly mark: string;
  readonly call: string;
  readonly alarm: string;
}
const inks: Readonly<Record<'light' | 'dark' | 'template', Ink>> = {
  light: { mark: '#1d1b18', call: '#2c6a5a', alarm: '#b0261e' },
  dark: { mark: '#eeebe5', call: '#83cbb5', alarm: '#f08a80' },
  template: { mark: '#000', call: '#000', alarm: '#000' },
};

/** Where the parts of the mark lie in whole pixels, so that a stroke of 2 is sharp. Lengths are in pixels of `size`. */
interface Grid {
  readonly size: number;
  readonly ends: readonly [top: number, bottom: number];
  readonly rails: readonly [number, number];
  /** Rails that stand apart and leave room between them. */
  readonly apart: readonly [number, number];
  readonly tie: readonly [from: number, to: number];
  readonly rows: readonly [number, number, number];
}
const panelGrid: Grid = { size: 22, ends: [3, 19], rails: [7, 15], apart: [5, 17], tie: [3, 19], rows: [6, 11, 16] };
const menuBarGrid: Grid = { size: 16, ends: [2, 14], rails: [5, 11], apart: [3, 13], tie: [2, 14], rows: [5, 8, 11] };

type Drawing = (grid: Grid, ink: Ink) => string;

const railsAt = ([left, right]: Grid['rails'], [top, bottom]: Grid['ends']): string =>
  `<path d="M${left} ${top}V${bottom}M${right} ${top}V${bottom}"/>`;
const tieAt = ([from, to]: Grid['tie'], y: number): string => `<path d="M${from} ${y}H${to}"/>`;
const whole =
  (row: 0 | 1 | 2): Drawing =>
  ({ rails, ends, tie, rows }) =>
    railsAt(rails, ends) + tieAt(tie, rows[row]);

const drawings: Readonly<Record<string, Drawing>> = {
  idle: whole(1),
  'working-1': whole(2),
  'working-2': whole(1),
  'working-3': whole(0),
  needs_you: ({ size, rails: [left, right], ends: [top, bottom], tie, rows }, { call }) => {
    const [x, y, radius] = [size * 0.76, size * 0.24, size * 0.21];
    const low = rows[1] + 3;
    // The rail beneath the dot ends at the tie: the dot stands free.
    const rails = `<path d="M${left} ${top}V${bottom}M${right} ${low}V${bottom}"/>`;
    return `${rails}${tieAt(tie, low)}<circle cx="${x}" cy="${y}" r="${radius}" fill="${call}" stroke="none"/>`;
  },
  trouble: ({ size, apart, ends: [top, bottom], tie, rows }, { alarm }) => {
    const [left, right] = apart;
    const stubs = `<path d="M${tie[0] - 1} ${rows[1]}h${left - tie[0]}M${tie[1] + 1} ${rows[1]}h${right - tie[1]}"/>`;
    const thick = size > 16 ? 4 : 2;
    const [from, to, dot] = [top + thick / 2, bottom - 1.5 * thick - 2, bottom - thick / 2];
    const call = `<path d="M${size / 2} ${from}V${to}M${size / 2} ${dot}v.01" stroke="${alarm}" stroke-width="${thick}"/>`;
    return railsAt(apart, [top, bottom]) + stubs + call;
  },
  paused: ({ size, apart, ends }) => {
    const middle: Grid['rails'] = [size / 2 - 2, size / 2 + 2];
    const top = Math.round(size * 0.36);
    return railsAt([apart[0] - 1, apart[1] + 1], ends) + railsAt(middle, [top, size - top]);
  },
  offline: ({ rails, ends: [top, bottom] }) => {
    const hollow = (x: number): string =>
      `<rect x="${x - 1.5}" y="${top - 0.5}" width="3" height="${bottom - top + 1}" rx="1.5" stroke-width="1"/>`;
    return hollow(rails[0]) + hollow(rails[1]);
  },
};

function traySvg(drawing: Drawing, grid: Grid, ink: Ink, pixels: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${pixels}" height="${pixels}" viewBox="0 0 ${grid.size} ${grid.size}"
    fill="none" stroke="${ink.mark}" stroke-width="2" stroke-linecap="round">${drawing(grid, ink)}</svg>`;
}

const iconSvg = `<svg xmlns="http://www.w3.org/2000/svg" width="1024" height="1024" viewBox="0 0 1024 1024" fill="none" stroke-linecap="round">
  <defs>
    <linearGradient id="ground" x2="0" y2="1"><stop stop-color="#37806c"/><stop offset="1" stop-color="#22564a"/></linearGradient>
  </defs>
  <rect x="100" y="100" width="824" height="824" rx="186" fill="url(#ground)"/>
  <path d="M390 272v480M634 272v480" stroke="#faf9f6" stroke-width="88"/>
  <path d="M264 512h496" stroke="#f0d9a8" stroke-width="88"/>
</svg>
`;

/** The vector drawn at its own size: nothing is scaled afterwards, so edges stay sharp. */
async function png(svg: string, path: string): Promise<void> {
  await sharp(Buffer.from(svg)).png({ compressionLevel: 9 }).toFile(path);
}

async function tray(folder: string): Promise<void> {
  for (const [state, drawing] of Object.entries(drawings)) {
    for (const [panel, ink] of Object.entries(inks)) {
      const isTemplate = panel === 'template';
      const name = isTemplate ? `${state}Template` : `${state}-${panel}`;
      const grid = isTemplate ? menuBarGrid : panelGrid;
      await png(traySvg(drawing, grid, ink, grid.size), join(folder, `${name}.png`));
      await png(traySvg(drawing, grid, ink, grid.size * 2), join(folder, `${name}@2x.png`));
    }
  }
}

const here = import.meta.dirname;
await mkdir(join(here, 'tray'), { recursive: true });
await tray(join(here, 'tray'));
await writeFile(join(here, 'icon.svg'), iconSvg);
await png(iconSvg, join(here, 'icon.png'));
