/** The pictures of the sample posts: drawn by us, developed on first use, kept in the rehearsal's folder. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { develop } from './pictures/develop.ts';
import type { Scene } from './pictures/drawing.ts';
import { scenes, type SceneName } from './pictures/scenes.ts';
import { replaceFile } from './files.ts';

export interface Pictures {
  /** The JPEG of a scene. */
  readonly read: (name: SceneName) => Promise<Buffer>;
  /** Develops all that are missing, two at a time, until `signal` says stop. */
  readonly warm: (signal: AbortSignal) => Promise<void>;
}

export const sceneNames = Object.keys(scenes) as readonly SceneName[];
export const isScene = (name: string): name is SceneName => name in scenes;

/** The pixels of a scene, without developing it; a name that is none counts as empty. */
export function pictureSize(name: string): { readonly width: number; readonly height: number } {
  const scene: Scene | null = isScene(name) ? scenes[name]() : null;
  return { width: scene?.width ?? 0, height: scene?.height ?? 0 };
}

export async function openPictures(dataDir: string): Promise<Pictures> {
  const folder = join(dataDir, 'pictures');
  await mkdir(folder, { recursive: true });
  const underWay = new Map<SceneName, Promise<Buffer>>();
  const read = (name: SceneName): Promise<Buffer> => {
    const started = underWay.get(name) ?? keptOrDeveloped(join(folder, `${name}.jpg`), name);
    underWay.set(name, started);
    return started.finally(() => underWay.delete(name));
  };
  const warm = async (signal: AbortSignal) => {
    const left = [...sceneNames];
    const work = async () => {
      for (let name = left.shift(); name !== undefined && !signal.aborted; name = left.shift()) await read(name);
    };
    await Promise.all([work(), work()]);
  };
  return { read, warm };
}

async function keptOrDeveloped(file: string, name: SceneName): Promise<Buffer> {
  const kept = await readFile(file).catch(() => null);
  if (kept !== null) return kept;
  const developed = await develop(scenes[name]());
  await replaceFile(file, developed);
  return developed;
}
