/** Which room may know which. A failure here says where the code should go. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

/** For each room, the rooms (longest prefix wins) and packages that its files may import besides its own. */
const mayImport: Readonly<Record<string, { readonly rooms: readonly string[]; readonly advice: string }>> = {
  contract: { rooms: [], advice: 'The contract imports nothing: plain types and data only.' },
  preload: { rooms: ['contract', 'electron'], advice: 'The bridge is made from the contract alone.' },
  renderer: { rooms: ['contract'], advice: 'A window asks main through the bridge: add a call to contract/api.ts.' },
  'main/core': {
    rooms: ['contract', 'node:crypto'],
    advice: 'The core decides. Declare what it needs as a port in main/core/ports and let another room implement it.',
  },
  'main/store': {
    rooms: ['contract', 'main/core/ports', 'better-sqlite3'],
    advice: 'The store implements core/ports/store.ts and knows no other room.',
  },
  'main/media': {
    rooms: ['contract', 'main/core/ports'],
    advice: 'Media implements core/ports/system.ts and knows no other room.',
  },
  'main/networks': {
    rooms: ['contract', 'main/core/ports'],
    advice: 'A network implements core/ports/network.ts and knows no other room.',
  },
  'main/hosting': {
    rooms: ['contract', 'main/core/ports'],
    advice: 'Hosting implements core/ports/hosting.ts and knows no other room: when to host is decided in the core.',
  },
  'main/rehearsal': { rooms: [], advice: 'A pretend network shares nothing with the connector that it tests.' },
  'main/shell': {
    rooms: ['contract', 'main/core/ports', 'electron'],
    advice: 'The shell touches Electron and nothing of ours: pass what it needs from main.ts.',
  },
  'main/supervision': {
    rooms: ['contract', 'main/core', 'main/ipc'],
    advice: 'What the torture run may do to the program: pass what it acts on from main.ts.',
  },
  'main/ipc': {
    rooms: ['contract', 'main/core', 'electron'],
    advice: 'IPC translates calls into the core: put the decision there.',
  },
};
const ruledPackages = ['electron', 'better-sqlite3'];
const importOf = /(?:from|import)\s*\(?\s*'([^']+)'/g;

interface Import {
  readonly file: string;
  readonly room: string;
  readonly target: string;
}

function roomOf(file: string): string {
  return Object.keys(mayImport).find((room) => file.startsWith(`${room}/`)) ?? path.dirname(file);
}

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  return [...text.matchAll(importOf)].map(([, specifier = '']) => {
    const target = specifier.startsWith('.') ? path.join(path.dirname(file), specifier) : specifier;
    return { file, room: roomOf(file), target };
  });
}

const sources = globSync('{contract,main,preload,renderer}/**/*.{ts,tsx}', { cwd: root }).map((file) =>
  file.split(path.sep).join('/'),
);
const imports = sources.flatMap(importsOf);
const isInside = (target: string, room: string): boolean => target === room || target.startsWith(`${room}/`);

test('every room imports only the rooms below it', () => {
  const wrong = imports.flatMap(({ file, room, target }) => {
    const rule = mayImport[room];
    if (rule === undefined) return [];
    const ours = sources.some((source) => source === target) || ruledPackages.includes(target);
    const nodeInCore = room === 'main/core' && target.startsWith('node:');
    if (!ours && !nodeInCore) return [];
    return [room, ...rule.rooms].some((allowed) => isInside(target, allowed))
      ? []
      : [`${file} imports ${target}. ${rule.advice}`];
  });
  expect(wrong).toEqual([]);
});

test('a network never imports a sibling, a feature of the renderer never another', () => {
  const families = { 'main/networks': ['fediverse', 'meta', 'http'], renderer: ['ui', 'i18n'] };
  const wrong = imports.flatMap(({ file, target }) =>
    Object.entries(families).flatMap(([family, neutral]) => {
      if (!isInside(file, family) || !isInside(target, family)) return [];
      const [from, to] = [file, target].map((name) => name.slice(family.length + 1).split('/'));
      const crosses = from !== undefined && to !== undefined && from.length > 1 && to.length > 1 && from[0] !== to[0];
      return crosses && !neutral.includes(to[0] ?? '')
        ? [`${file} imports ${target}: put what both need into a neutral room.`]
        : [];
    }),
  );
  expect(wrong).toEqual([]);
});

test('nobody imports the composition root, and no test machinery gets into the program', () => {
  const wrong = imports.filter(({ target }) => target === 'main/main.ts' || isInside(target, 'test'));
  expect(wrong).toEqual([]);
});

test('the core asks no clock, no network and no chance by itself', () => {
  const wrong = sources
    .filter((file) => file.startsWith('main/core/'))
    .filter((file) =>
      /\bDate\.now\(|\bnew Date\(\)|\bfetch\(|\bMath\.random\(|\bsetTimeout\(/.test(
        readFileSync(path.join(root, file), 'utf8'),
      ),
    );
  expect(wrong, 'Take it as a port (main/core/ports/system.ts).').toEqual([]);
});
