/**
 * The four entries of a picture's EXIF block that decide something here. sharp hands the block over unread and keeps or
 * drops it whole, so this looks at its first directory and nowhere else (TIFF 6.0, section 2; Exif 3.0, section 4.6).
 */

export interface Credit {
  readonly artist: string | null;
  readonly copyright: string | null;
}
export interface ExifFacts extends Credit {
  readonly hasLocation: boolean;
}

const tags = { artist: 0x013b, copyright: 0x8298, location: 0x8825 } as const;
const entryBytes = 12;
const asciiType = 2;

/** A block that cannot be read counts as one that tells the place: what is not understood does not leave the machine. */
const unreadable: ExifFacts = { artist: null, copyright: null, hasLocation: true };

interface Entry {
  readonly tag: number;
  readonly text: string | null;
}

function textAt(view: DataView, entry: number, littleEndian: boolean): string | null {
  if (view.getUint16(entry + 2, littleEndian) !== asciiType) return null;
  const length = view.getUint32(entry + 4, littleEndian);
  const start = length <= 4 ? entry + 8 : view.getUint32(entry + 8, littleEndian);
  const bytes = new Uint8Array(view.buffer, view.byteOffset + start, Math.min(length, view.byteLength - start));
  const text = new TextDecoder().decode(bytes).replaceAll('\0', ' ').trim();
  return text === '' ? null : text;
}

function firstDirectory(view: DataView): readonly Entry[] {
  const littleEndian = view.getUint16(0) === 0x4949;
  const start = view.getUint32(4, littleEndian);
  const count = view.getUint16(start, littleEndian);
  return Array.from({ length: count }, (_, index) => {
    const at = start + 2 + index * entryBytes;
    const tag = view.getUint16(at, littleEndian);
    return { tag, text: tag === tags.location ? null : textAt(view, at, littleEndian) };
  });
}

/** Who made a picture and whether it says where, from the EXIF block as sharp gives it (with or without the `Exif` mark). */
export function readExif(block: Uint8Array): ExifFacts {
  const marked = block[0] === 0x45 && block[1] === 0x78;
  const tiff = marked ? block.subarray(6) : block;
  try {
    const entries = firstDirectory(new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength));
    const text = (tag: number): string | null => entries.find((entry) => entry.tag === tag)?.text ?? null;
    return {
      artist: text(tags.artist),
      copyright: text(tags.copyright),
      hasLocation: entries.some((entry) => entry.tag === tags.location),
    };
  } catch (error) {
    if (error instanceof RangeError) return unreadable;
    throw error;
  }
}
