/** Videos for windows, which ask for a stretch at a time. */
import type { Sha256 } from '../../contract/model.ts';
import { readKept } from './files.ts';
import { videoEndings } from './kept-types.ts';

/** A window shows one or two at a time. */
const mostRemembered = 4;

export interface Playback {
  /** The bytes of a kept video, on the disk until they are read. Null when it is gone or damaged. */
  readonly video: (sha256: Sha256) => Promise<Blob | null>;
}

/** A window knows a video by its hash alone: whichever ending the file has, the hash says that it is the one. */
async function findKept(folder: string, sha256: Sha256): Promise<Blob | null> {
  for (const mimeType of Object.keys(videoEndings)) {
    const kept = await readKept(folder, sha256, mimeType).catch(() => null);
    if (kept !== null) return kept;
  }
  return null;
}

/** A file that changed after its hash was checked cannot be read through the blob that was checked. */
const isUnchanged = async (blob: Blob): Promise<boolean> =>
  await blob
    .slice(0, 1)
    .bytes()
    .then(
      () => true,
      () => false,
    );

/** Videos kept below `folder`. The hash is checked when one is first asked for, not again for each stretch of it. */
export function playback(folder: string): Playback {
  const remembered = new Map<Sha256, Promise<Blob | null>>();
  const find = (sha256: Sha256): Promise<Blob | null> => {
    const finding = findKept(folder, sha256);
    remembered.delete(sha256);
    remembered.set(sha256, finding);
    for (const oldest of remembered.keys()) {
      if (remembered.size <= mostRemembered) break;
      remembered.delete(oldest);
    }
    return finding;
  };
  return {
    video: async (sha256) => {
      const known = (await remembered.get(sha256)) ?? null;
      return known !== null && (await isUnchanged(known)) ? known : await find(sha256);
    },
  };
}
