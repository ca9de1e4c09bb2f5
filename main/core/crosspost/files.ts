/** The files of a content, read and compared with what was approved. */
import type { Content, ContentPicture, Sha256 } from '../../../contract/model.ts';
import type { Core } from '../core.ts';

/** Throws for a file that was not approved, that is gone, or that no longer has its hash. */
export async function readFile(core: Core, content: Content, sha256: Sha256): Promise<Blob> {
  const file = filesOf(content).find((candidate) => candidate.sha256 === sha256);
  if (file === undefined) throw new Error('A step asked for a file that was not approved');
  const room = file === content.video ? core.videos : core.pictures;
  return room.read(sha256, file.mimeType);
}

/** Reads every picture and the video and compares their hashes. */
export async function filesAreIntact(core: Core, content: Content): Promise<boolean> {
  const reads = await Promise.allSettled(filesOf(content).map((file) => readFile(core, content, file.sha256)));
  return reads.every((read) => read.status === 'fulfilled');
}

function filesOf({ pictures, video }: Content): readonly ContentPicture[] {
  return video === null ? pictures : [...pictures, video];
}
