import { readFileSync } from 'node:fs';
import type Electron from 'electron';
import { asElectron } from '../host/offered.ts';
import { StrictObject, strictNamespace } from '../host/strict.ts';

const pngSignature = 0x89504e47;

/** An image as its encoded bytes, of which only a PNG's size is read. */
class NativeImage extends StrictObject {
  readonly #bytes: Buffer;
  #isTemplate = false;

  constructor(bytes: Buffer) {
    super();
    this.#bytes = bytes;
  }

  isEmpty(): boolean {
    return this.#bytes.length === 0;
  }

  getSize(): Electron.Size {
    const isPng = this.#bytes.length > 24 && this.#bytes.readUInt32BE(0) === pngSignature;
    return isPng
      ? { width: this.#bytes.readUInt32BE(16), height: this.#bytes.readUInt32BE(20) }
      : { width: 0, height: 0 };
  }

  toPNG(): Buffer {
    return Buffer.from(this.#bytes);
  }

  toDataURL(): string {
    return `data:image/png;base64,${this.#bytes.toString('base64')}`;
  }

  setTemplateImage(isTemplate: boolean): void {
    this.#isTemplate = isTemplate;
  }

  isTemplateImage(): boolean {
    return this.#isTemplate;
  }

  /** The other scales are never drawn. */
  addRepresentation(_options: Electron.AddRepresentationOptions): void {}
}

function image(bytes: Buffer): Electron.NativeImage {
  return asElectron<Electron.NativeImage>(new NativeImage(bytes));
}

/** The module `nativeImage`. */
export const nativeImage = strictNamespace('nativeImage', {
  createEmpty: () => image(Buffer.alloc(0)),
  createFromBuffer: (buffer: Buffer) => image(Buffer.from(buffer)),
  createFromDataURL: (url: string) => image(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')),
  /** An unreadable file gives an empty image, as with Electron. */
  createFromPath(file: string): Electron.NativeImage {
    try {
      return image(readFileSync(file));
    } catch {
      return image(Buffer.alloc(0));
    }
  },
});
