/** What electron-builder.yml puts into a package, held against what the program needs. No package is built here. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Configuration, Packager } from 'electron-builder';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { trayStates } from '../../contract/views.ts';
import { videoNames } from '../../main/rehearsal/videos.ts';
import { trayIcon, workingFrames } from '../../main/shell/tray-icon.ts';

const root = path.resolve(import.meta.dirname, '../..');
const posix = (file: string): string => file.split(path.sep).join('/');
const filesAt = (...patterns: readonly string[]): readonly string[] => globSync(patterns, { cwd: root }).map(posix);
const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const manifestSchema = z.object({
  version: z.string(),
  main: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
});
const manifestOf = (folder: string) => manifestSchema.parse(JSON.parse(textOf(path.join(folder, 'package.json'))));
const program = manifestOf('.');

/** Packages without native code that vite puts into out/main; in `devDependencies`, they are not in the package twice. */
const mayBeBundled = [
  '@atproto/api',
  '@atproto/oauth-client-node',
  'aws4fetch',
  'jose',
  'mediabunny',
  'twitter-text',
  'zod',
];

/** The packages that the built main process asks for: an import of types leaves nothing behind. */
function packagesOfMain(): ReadonlySet<string> {
  const specifiers = filesAt('main/**/*.ts').flatMap((file) =>
    textOf(file)
      .split(/^(?=import |export )/m)
      .filter((statement) => !/^(?:import|export) type /.test(statement))
      .flatMap((statement) =>
        Array.from(statement.matchAll(/(?:from|import\()\s*'(@?\w[\w@./:-]*)'/g), ([, name]) => name),
      ),
  );
  const isPackage = (name: string): boolean => !name.startsWith('node:') && name !== 'electron';
  return new Set(specifiers.flatMap((name = '') => (isPackage(name) ? [packageOf(name)] : [])));
}

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** Where a package finds another one: in its own node_modules, else in the program's. */
function folderOf(name: string, from: string): string {
  const own = path.join(from, 'node_modules', name);
  return existsSync(path.join(root, own)) ? own : path.join('node_modules', name);
}

function withAllItNeeds(folder: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(folder)) return seen;
  seen.add(folder);
  for (const name of Object.keys(manifestOf(folder).dependencies)) withAllItNeeds(folderOf(name, folder), seen);
  return seen;
}

let config: Configuration;
let isPackaged: (file: string) => boolean;

beforeAll(async () => {
  // Reads the file as a packaging does and throws at a key that electron-builder does not know.
  const packager = new Packager({ projectDir: root });
  await packager.validateConfig();
  config = packager.config;
  const patterns = z
    .array(z.object({ filter: z.array(z.string()) }))
    .parse(config.files)
    .flatMap(({ filter }) => filter);
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!'));
  const unwanted = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  const meets = (file: string) => (pattern: string) => path.posix.matchesGlob(file, pattern);
  isPackaged = (file) => wanted.some(meets(file)) && !unwanted.some(meets(file));
});

describe('a package holds', () => {
  test('every file that the program names', () => {
    const named = filesAt('main/**/*.ts').flatMap((file) =>
      Array.from(textOf(file).matchAll(/builtAt\('([^']+)'\)/g), ([, place = '']) => place),
    );
    expect(named).toEqual(expect.arrayContaining(['out/preload/preload.cjs', 'assets/icon.png', 'out/renderer']));
    const inside = (place: string): string => (path.posix.extname(place) === '' ? `${place}/any.file` : place);
    expect(named.filter((place) => !isPackaged(inside(place)))).toEqual([]);
    expect(existsSync(path.join(root, 'assets/icon.png'))).toBe(true);
  });

  test('the main process, every page and what they load', () => {
    const pages = filesAt('renderer/*.html').map((page) => `out/${page}`);
    expect(pages).toEqual(expect.arrayContaining(['out/renderer/approval.html', 'out/renderer/settings.html']));
    const loaded = ['out/main/rehearsal-0000.js', 'out/renderer/assets/approval-0000.css', 'package.json'];
    const needed = [program.main ?? '', ...pages, ...loaded];
    expect(needed.filter((file) => !isPackaged(file))).toEqual([]);
  });

  test('an icon for every state of the tray on every bar, for fine screens too', () => {
    const bars = (['darwin', 'win32', 'linux'] as const).flatMap((platform) =>
      [true, false].map((isDark) => ({ platform, desktop: '', isDark })),
    );
    const frames = Array.from({ length: workingFrames }, (_, frame) => frame);
    const icons = trayStates.flatMap((state) =>
      bars.flatMap((bar) => frames.map((frame) => posix(trayIcon('assets/tray', state, frame, bar)))),
    );
    const wanted = new Set(icons.flatMap((icon) => [icon, icon.replace('.png', '@2x.png')]));
    const missing = [...wanted].filter((icon) => !existsSync(path.join(root, icon)) || !isPackaged(icon));
    expect(missing).toEqual([]);
  });
});

test('a package holds every video of the rehearsal', () => {
  const videos = videoNames.map((name) => `assets/rehearsal/${name}.mp4`);
  expect(videos.filter((video) => !existsSync(path.join(root, video)) || !isPackaged(video))).toEqual([]);
});

describe('a package does not hold', () => {
  test('tests, sources, types, results of tests or maps', () => {
    const folders = '{main,preload,renderer,contract,docs,test/*}/**/*.{ts,tsx,css,html,md,mjs}';
    const all = filesAt(folders, '*.*', '{.ci,.github,assets}/*');
    const sources = all.filter((file) => !file.includes('node_modules') && file !== 'assets/icon.png');
    const made = ['out/types/main/main.d.ts', 'out/e2e/artifacts/trace.zip', 'out/main/main.js.map', 'dist/latest.yml'];
    expect(sources.length).toBeGreaterThan(100);
    expect([...sources, ...made].filter((file) => file !== 'package.json' && isPackaged(file))).toEqual([]);
  });

  test('a package that the program never asks for', () => {
    const asked = packagesOfMain();
    expect(Object.keys(program.dependencies).filter((name) => !asked.has(name))).toEqual([]);
  });
});

describe('a package that main asks for', () => {
  test('comes along, or is bundled', () => {
    const left = [...packagesOfMain()].filter((name) => !(name in program.dependencies));
    expect(left.filter((name) => !mayBeBundled.includes(name) || !(name in program.devDependencies))).toEqual([]);
  });

  test('and is bundled finds the versions that it was made for', () => {
    const bundled = [...packagesOfMain()].filter((name) => !(name in program.dependencies));
    const folders = new Set(bundled.flatMap((name) => [...withAllItNeeds(folderOf(name, ''))]));
    // The bundle asks for these by name alone, and Node gives it the program's own.
    const mixedUp = Object.keys(program.dependencies).flatMap((name) => {
      const ours = manifestOf(path.join('node_modules', name)).version;
      const others = [...folders].filter((folder) => posix(folder).endsWith(`node_modules/${name}`));
      return others
        .filter((folder) => manifestOf(folder).version !== ours)
        .map((folder) => `${folder} is ${manifestOf(folder).version}, and would be ${ours}`);
    });
    expect(mixedUp, 'Move the package to devDependencies: then each gets its own copy in the bundle.').toEqual([]);
  });

  test('and has native code lies outside the archive, and nothing else does', () => {
    const outside = z.array(z.string()).parse(config.asarUnpack);
    const natives = filesAt('node_modules/better-sqlite3/**/*.node', 'node_modules/@img/**/*.{node,so*,dylib,dll}');
    const isOutside = (file: string): boolean => outside.some((pattern) => path.posix.matchesGlob(file, pattern));
    expect(natives.length).toBeGreaterThan(2);
    expect(natives.filter((file) => !isOutside(file))).toEqual([]);
    const scripts = filesAt('node_modules/{better-sqlite3,sharp}/**/*.{js,cjs,mjs}', 'node_modules/@img/**/*.{js,cjs}');
    expect(scripts.filter(isOutside)).toEqual([]);
    expect(config).toMatchObject({ asar: { smartUnpack: false }, npmRebuild: false });
  });
});

test('the fuses shut every door that the program does not use', () => {
  expect(config.electronFuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  });
});

test('a package asks no server for updates and uploads nothing', () => {
  expect(config.publish).toBeNull();
});
