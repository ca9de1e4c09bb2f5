import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PictureFile, PictureLimits, PictureStore } from '../../main/core/ports/system.ts';
import { pictureStore } from '../../main/media/pictures.ts';
import { thumbnails } from '../../main/media/thumbnails.ts';

/** 64 × 48 in one green, written by heif-enc: what a phone's camera writes, and what sharp cannot decode. */
const heic = Buffer.from(
  'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAa1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAACAAAAEGlkYXQAAAAAAEAAMAAAADhpbG9jAQAAAERAAAIAAQAAAAAAAAHRAAEAAAAAAAAAHAACAAEAAAAAAAAAAQAAAAAAAAAIAAAAOGlpbmYAAAAAAAIAAAAVaW5mZQIAAAEAAQAAaHZjMQAAAAAVaW5mZQIAAAAAAgAAZ3JpZAAAAADYaXBycAAAALZpcGNvAAAAdmh2Y0MBA3AAAAAAAAAAAAAe8AD8/fj4AAAPAyAAAQAYQAEMAf//A3AAAAMAkAAAAwAAAwAeugJAIQABACpCAQEDcAAAAwCQAAADAAADAB6gIIEFlurkprm4EBAwIAAAAwAgAAADACEiAAEABkQBwXPAiQAAABRpc3BlAAAAAAAAAEAAAABAAAAAFGlzcGUAAAAAAAAAQAAAADAAAAAQcGl4aQAAAAADCAgIAAAAGmlwbWEAAAAAAAAAAgABAoECAAICA4QAAAAaaXJlZgAAAAAAAAAOZGltZwACAAEAAQAAACRtZGF0AAAAGCgBrxOA+BDhp3/4OqP/3I9X+EvvzopDPg==',
  'base64',
);
const metadata = { location: 'strip', credit: 'keep', other: 'strip' } as const;
const types = ['image/jpeg', 'image/png', 'image/webp'];
const roomy: PictureLimits = { bytes: 2_000_000, pixels: null, types, metadata };
const place = { IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 3230/100' } };

let folder: string;
let store: PictureStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crosstie-media-'));
  store = pictureStore(folder);
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Grain that no encoder can make small: the worst case for a limit. */
const noise = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 3, background: '#808080', noise: { type: 'gaussian', mean: 128, sigma: 50 } },
  });
const flat = (width: number, height: number, background = '#5a7d9a') =>
  sharp({ create: { width, height, channels: 3, background } });

async function added(bytes: Uint8Array): Promise<PictureFile> {
  const file = await store.add(bytes);
  if (file === null) throw new Error('The test picture was refused.');
  return file;
}

async function fitted(file: PictureFile, limits: PictureLimits) {
  const answer = await store.fit(file, limits);
  if (answer.kind === 'impossible') throw new Error(`It does not fit: ${answer.reason}`);
  const bytes = await (await store.read(answer.file.sha256, answer.file.mimeType)).bytes();
  return { ...answer, bytes, metadata: await sharp(bytes).metadata() };
}

describe('keeping pictures', () => {
  it('keeps the exact bytes under their hash, once', async () => {
    const bytes = await noise(200, 100).jpeg().toBuffer();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const file = await added(bytes);
    expect(file).toEqual({ sha256, mimeType: 'image/jpeg', sizeBytes: bytes.byteLength, width: 200, height: 100 });
    expect(await added(bytes)).toEqual(file);
    expect(await readdir(join(folder, sha256.slice(0, 2)))).toEqual([`${sha256}.jpg`]);
    const blob = await store.read(file.sha256, 'image/jpeg');
    expect(blob.type).toBe('image/jpeg');
    expect(Buffer.from(await blob.bytes()).equals(bytes)).toBe(true);
  });

  it('tells the sides as the picture is seen, not as the camera lay', async () => {
    const file = await added(await flat(80, 60).withMetadata({ orientation: 6 }).jpeg().toBuffer());
    expect(file).toMatchObject({ width: 60, height: 80 });
  });

  it.each([
    ['a web page', Buffer.from('<!doctype html><title>Sign in</title>')],
    ['a drawing in SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['nothing', Buffer.alloc(0)],
  ])('refuses %s', async (_name, bytes) => {
    expect(await store.add(bytes)).toBeNull();
  });

  it('refuses a picture that was cut off on the way', async () => {
    const bytes = await noise(300, 300).jpeg().toBuffer();
    expect(await store.add(bytes.subarray(0, bytes.byteLength / 2))).toBeNull();
  });

  it('refuses a picture that would fill the memory when it is decoded', async () => {
    const bomb = await sharp({ create: { width: 11_000, height: 11_000, channels: 3, background: '#000' } })
      .png({ compressionLevel: 1 })
      .toBuffer();
    expect(bomb.byteLength).toBeLessThan(4_000_000);
    expect(await store.add(bomb)).toBeNull();
  });

  it('does not hand over a file that no longer has its hash, and heals it when the picture comes again', async () => {
    const bytes = await noise(50, 50).jpeg().toBuffer();
    const file = await added(bytes);
    await writeFile(join(folder, file.sha256.slice(0, 2), `${file.sha256}.jpg`), 'something else');
    await expect(store.read(file.sha256, file.mimeType)).rejects.toThrow('damaged');
    expect(await store.fit(file, roomy)).toEqual({ kind: 'impossible', reason: 'damaged' });
    await added(bytes);
    expect((await store.read(file.sha256, file.mimeType)).size).toBe(bytes.byteLength);
  });
});

describe('fitting a picture to a destination', () => {
  it('sends the original when the destination takes it', async () => {
    const file = await added(await noise(200, 100).jpeg().toBuffer());
    expect(await store.fit(file, roomy)).toEqual({ kind: 'as_is', file });
  });

  it('brings a noisy picture that is one byte too large just under the limit', async () => {
    const file = await added(await noise(900, 700).jpeg({ quality: 90 }).toBuffer());
    const limits = { ...roomy, bytes: file.sizeBytes - 1 };
    const answer = await fitted(file, limits);
    expect(answer.kind).toBe('made_smaller');
    expect(answer.file).toMatchObject({ width: 900, height: 700, sizeBytes: answer.bytes.byteLength });
    expect(answer.bytes.byteLength).toBeLessThanOrEqual(limits.bytes);
    expect(answer.bytes.byteLength).toBeGreaterThan(limits.bytes * 0.85);
  });

  it('scales a picture that quality alone cannot save', async () => {
    const file = await added(await noise(900, 600).png().toBuffer());
    const answer = await fitted(file, { ...roomy, bytes: 60_000 });
    expect(answer.kind).toBe('made_smaller');
    expect(answer.bytes.byteLength).toBeGreaterThan(50_000);
    expect(answer.bytes.byteLength).toBeLessThanOrEqual(60_000);
    expect(answer.file.width / answer.file.height).toBeCloseTo(1.5, 1);
    expect(answer.metadata).toMatchObject({ format: 'jpeg', width: answer.file.width, height: answer.file.height });
  });

  it('makes the same bytes again for the same picture and limits', async () => {
    const file = await added(await noise(400, 300).png().toBuffer());
    const limits = { ...roomy, bytes: 40_000 };
    expect(await store.fit(file, limits)).toEqual(await store.fit(file, limits));
  });

  it('keeps within the pixels that a server takes', async () => {
    const file = await added(await flat(400, 300).jpeg().toBuffer());
    const { width, height } = (await fitted(file, { ...roomy, pixels: 30_000 })).file;
    expect(width * height).toBeLessThanOrEqual(30_000);
    expect(width * height).toBeGreaterThan(29_000);
  });

  it('keeps the pixels, the colour profile, the rotation, the maker and the rights, and drops the place', async () => {
    const original = await noise(120, 80)
      .withMetadata({ orientation: 6 })
      .withIccProfile('p3')
      .withExifMerge({
        IFD0: { Artist: 'Mara Lindqvist', Copyright: 'CC BY 4.0', Model: 'X100' },
        ...place,
      })
      .jpeg({ quality: 98 })
      .toBuffer();
    const file = await added(original);
    const answer = await fitted(file, roomy);
    expect(answer.kind).toBe('as_is');
    expect(answer.file.sha256).not.toBe(file.sha256);
    expect(answer.metadata).toMatchObject({ width: 120, height: 80, orientation: 6 });
    expect(answer.file).toMatchObject({ width: 80, height: 120 });
    expect(await sharp(answer.bytes).raw().toBuffer()).toEqual(await sharp(original).raw().toBuffer());
    expect(answer.metadata.icc).toEqual((await sharp(original).metadata()).icc);
    const exif = answer.metadata.exif?.toString('latin1') ?? '';
    expect(exif).toContain('Mara Lindqvist');
    expect(exif).toContain('CC BY 4.0');
    expect(exif).not.toContain('X100');
    expect(await store.fit(answer.file, roomy)).toMatchObject({ kind: 'as_is', file: answer.file });
  });

  it('keeps a name with letters that EXIF has no room for', async () => {
    const tiff = Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\x02', 'latin1');
    const name = Buffer.from('Åsa <Ōki>\0', 'utf8');
    const artist = Buffer.from([0x01, 0x3b, 0, 2, 0, 0, 0, name.length, 0, 0, 0, 38]);
    const pointer = Buffer.from([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0]);
    const block = Buffer.concat([tiff, artist, pointer, Buffer.alloc(4), name]);
    const head = Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, block.length + 2]);
    const picture = await flat(40, 30).jpeg().toBuffer();
    const answer = await fitted(await added(Buffer.concat([head, block, picture.subarray(2)])), roomy);
    expect(answer.metadata.xmpAsString).toContain('Åsa &lt;Ōki&gt;');
  });

  it.each(['photoshop:City="Lund"', 'exif:GPSLatitude="55,42N"'])('drops a place told in XMP: %s', async (field) => {
    const xmp =
      '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
      '<rdf:Description xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/" ' +
      `${field}/></rdf:RDF></x:xmpmeta>`;
    const answer = await fitted(await added(await flat(40, 30).jpeg().withXmp(xmp).toBuffer()), roomy);
    expect(answer.metadata.xmp).toBeUndefined();
  });

  it('keeps transparency where it can and fills it with white where it cannot', async () => {
    const clear = {
      create: { width: 40, height: 40, channels: 4, background: { r: 9, g: 9, b: 9, alpha: 0 } },
    } as const;
    const file = await added(await sharp(clear).png().toBuffer());
    const webp = await fitted(file, { ...roomy, types: ['image/jpeg', 'image/webp'] });
    expect([webp.kind, webp.metadata.format, webp.metadata.hasAlpha]).toEqual(['as_is', 'webp', true]);
    const jpeg = await fitted(file, { ...roomy, types: ['image/jpeg'] });
    expect([jpeg.kind, jpeg.metadata.format]).toEqual(['made_smaller', 'jpeg']);
    expect((await sharp(jpeg.bytes).stats()).channels.map(({ mean }) => mean)).toEqual([255, 255, 255]);
  });

  it('never turns an animation into a still picture', async () => {
    const frames = [flat(20, 20, '#f00'), flat(20, 20, '#00f')].map(async (frame) => await frame.png().toBuffer());
    const file = await added(
      await sharp(await Promise.all(frames), { join: { animated: true } })
        .gif()
        .toBuffer(),
    );
    expect(await store.fit(file, roomy)).toEqual({ kind: 'impossible', reason: 'type' });
    expect(await store.fit(file, { ...roomy, types: ['image/gif'] })).toEqual({ kind: 'as_is', file });
    expect(await store.fit(file, { ...roomy, types: ['image/gif'], bytes: 9 })).toEqual({
      kind: 'impossible',
      reason: 'size',
    });
  });

  it('keeps a HEIC picture and says that it cannot be converted', async () => {
    const file = await added(heic);
    expect(file).toMatchObject({ mimeType: 'image/heic', width: 64, height: 48 });
    expect(await store.fit(file, roomy)).toEqual({ kind: 'impossible', reason: 'type' });
  });

  it('says when a destination takes no picture type that can be made, or nothing so small', async () => {
    const file = await added(await noise(300, 300).jpeg().toBuffer());
    expect(await store.fit(file, { ...roomy, types: ['image/avif'] })).toEqual({ kind: 'impossible', reason: 'type' });
    expect(await store.fit(file, { ...roomy, bytes: 100 })).toEqual({ kind: 'impossible', reason: 'size' });
  });
});

describe('thumbnails', () => {
  it('are small WebP pictures of one of a few sizes', async () => {
    const file = await added(await noise(900, 600).jpeg().toBuffer());
    const drawn = await thumbnails(folder).thumbnail(file.sha256, 200);
    expect(await sharp(drawn ?? Buffer.alloc(0)).metadata()).toMatchObject({ format: 'webp', width: 320, height: 213 });
  });

  it('are drawn once, even when two windows ask at the same time, and stay when the picture is gone', async () => {
    const file = await added(await noise(400, 400).jpeg().toBuffer());
    const small = thumbnails(folder);
    const [one, other] = await Promise.all([small.thumbnail(file.sha256, 160), small.thumbnail(file.sha256, 160)]);
    expect(one).toBe(other);
    await rm(join(folder, file.sha256.slice(0, 2)), { recursive: true });
    expect(await small.thumbnail(file.sha256, 160)).toEqual(one);
    expect(await small.thumbnail(file.sha256, 640)).toBeNull();
  });

  it('do not exist for what cannot be drawn', async () => {
    expect(await thumbnails(folder).thumbnail((await added(heic)).sha256, 160)).toBeNull();
  });
});
