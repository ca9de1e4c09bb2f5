import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import type { MetadataPolicy } from '../../main/core/ports/system.ts';
import { inspect, type Look } from '../../main/media/inspect.ts';
import { rewriteGif } from '../../main/media/metadata/gif.ts';
import { rewriteJpeg } from '../../main/media/metadata/jpeg.ts';
import { rewritePng } from '../../main/media/metadata/png.ts';
import { rewritten } from '../../main/media/metadata/rewrite.ts';
import { rewriteWebp } from '../../main/media/metadata/webp.ts';

const careful: MetadataPolicy = { location: 'strip', credit: 'keep', other: 'strip' };
const xmp = (fields: string): string =>
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
  '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" ' +
  `xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="Darkroom 7">${fields}</rdf:Description></rdf:RDF></x:xmpmeta>`;
const creator = '<dc:creator><rdf:Seq><rdf:li>Åsa &amp; Ōki</rdf:li></rdf:Seq></dc:creator>';
const place = '<photoshop:City>Lund</photoshop:City>';

/** Everything a camera and a program write, the place among it. */
const talkative = (picture: Sharp): Sharp =>
  picture
    .withIccProfile('p3')
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD0: { Copyright: 'CC BY 4.0', Model: 'X100', Software: 'Darkroom 7' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '55/1 42/1 0/1' },
    })
    .withXmp(xmp(creator + place));
const noise = (alpha = false): Sharp =>
  sharp({
    create: {
      width: 60,
      height: 40,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  }).ensureAlpha(alpha ? 0.5 : 1);

const encoders: Readonly<Record<string, (picture: Sharp) => Sharp>> = {
  'a JPEG': (picture) => picture.flatten().jpeg(),
  'a JPEG in several scans': (picture) => picture.flatten().jpeg({ progressive: true }),
  'a PNG': (picture) => picture.png(),
  'a WebP': (picture) => picture.webp(),
  'a WebP without loss': (picture) => picture.webp({ lossless: true }),
};

async function looked(bytes: Uint8Array): Promise<Look> {
  const look = await inspect(bytes);
  if (look === null) throw new Error('A test picture is a picture');
  return look;
}
const pixels = (bytes: Uint8Array): Promise<Buffer> => sharp(bytes).raw().toBuffer();
const words = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

describe.each(Object.entries(encoders))('%s', (_what, encoder) => {
  test('is freed of everything but the credit, its pixels byte for byte', async () => {
    const original = await talkative(encoder(noise(true))).toBuffer();
    const look = await looked(original);
    expect(look).toMatchObject({ tellsPlace: true, credit: { artist: 'Åsa & Ōki', copyright: 'CC BY 4.0' } });
    const bytes = rewritten(original, look, careful) ?? original;
    const after = await looked(bytes);
    expect(after).toEqual({ ...look, tellsPlace: false });
    expect(words(bytes)).not.toMatch(/X100|Darkroom|Lund/u);
    expect(await pixels(bytes)).toEqual(await pixels(original));
    const [old, now] = [await sharp(original).metadata(), await sharp(bytes).metadata()];
    expect(now.icc).toEqual(old.icc);
    expect(now.orientation).toBe(6);
    // What was freed once is as it should be.
    expect(rewritten(bytes, after, careful)).toEqual(Buffer.from(bytes));
  });

  test('keeps nothing where the credit goes too, but how it is turned', async () => {
    const original = await talkative(encoder(noise())).toBuffer();
    const bytes = rewritten(original, await looked(original), { ...careful, credit: 'strip' }) ?? original;
    expect(await looked(bytes)).toMatchObject({ orientation: 6, credit: { artist: null, copyright: null } });
    expect(words(bytes)).not.toMatch(/CC BY|Ōki|X100/u);
  });

  test('that tells nothing is not touched', async () => {
    const original = await encoder(noise()).toBuffer();
    expect(rewritten(original, await looked(original), careful)).toEqual(original);
  });
});

test('a place alone takes the rest of the words along, the credit stays', async () => {
  const original = await talkative(noise().flatten().jpeg()).toBuffer();
  const keepsOther: MetadataPolicy = { location: 'strip', credit: 'keep', other: 'keep' };
  const bytes = rewritten(original, await looked(original), keepsOther) ?? original;
  expect(await looked(bytes)).toMatchObject({ tellsPlace: false, credit: { copyright: 'CC BY 4.0' } });
  expect(rewritten(original, await looked(original), { ...keepsOther, location: 'keep' })).toBe(original);
});

test('the credit is found in IPTC alone, and where a JPEG holds a second picture, that goes', async () => {
  const dataset = (number: number, text: string): Buffer => {
    const bytes = Buffer.from(text, 'latin1');
    return Buffer.concat([Buffer.from([0x1c, 2, number, 0, bytes.length]), bytes]);
  };
  const iim = Buffer.concat([dataset(80, 'Mara Lindqvist'), dataset(116, '(c) Mara'), dataset(90, 'Lund')]);
  const even = Buffer.concat([iim, Buffer.alloc(iim.length % 2)]);
  const resource = Buffer.concat([
    Buffer.from('8BIM\u0004\u0004\0\0', 'latin1'),
    Buffer.from([0, 0, 0, iim.length]),
    even,
  ]);
  const content = Buffer.concat([Buffer.from('Photoshop 3.0\0', 'latin1'), resource]);
  const block = Buffer.concat([Buffer.from([0xff, 0xed, 0, content.length + 2]), content]);
  const plain = await noise().flatten().jpeg().toBuffer();
  const second = await talkative(noise().flatten().jpeg()).toBuffer();
  const original = Buffer.concat([plain.subarray(0, 2), block, plain.subarray(2), second]);
  const look = await looked(original);
  expect(look).toMatchObject({ tellsPlace: true, credit: { artist: 'Mara Lindqvist', copyright: '(c) Mara' } });
  const bytes = rewritten(original, look, careful) ?? original;
  expect(words(bytes)).not.toMatch(/X100|Lund|8BIM/u);
  expect((await looked(bytes)).credit).toEqual(look.credit);
});

test('an animation keeps its frames and how often it is shown, and loses its comment', async () => {
  const frame = await noise().png().toBuffer();
  const other = await noise().negate({ alpha: false }).png().toBuffer();
  const original = await sharp([frame, other], { join: { animated: true } })
    .gif({ loop: 3 })
    .toBuffer();
  const comment = Buffer.concat([Buffer.from([0x21, 0xfe, 4]), Buffer.from('Lund'), Buffer.from([0])]);
  const table = 13 + 3 * 2 ** (((original[10] ?? 0) & 7) + 1);
  const head = (original[10] ?? 0) & 0x80 ? table : 13;
  const talking = Buffer.concat([original.subarray(0, head), comment, original.subarray(head)]);
  expect(rewriteGif(talking)).toEqual(rewriteGif(original));
  const freed = rewriteGif(talking) ?? talking;
  expect(words(freed)).not.toContain('Lund');
  expect(await sharp(freed, { animated: true }).metadata()).toMatchObject({ pages: 2, loop: 3 });
});

test('bytes that only begin like a picture are refused, never thrown over', async () => {
  const starts = await Promise.all(Object.values(encoders).map((encoder) => talkative(encoder(noise())).toBuffer()));
  const blocks = { tiff: null, xmp: null };
  const size = { width: 60, height: 40 };
  fc.assert(
    fc.property(
      fc.constantFrom(...starts),
      fc.nat(),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }),
      (start, cut, spots) => {
        const bytes = Buffer.from(start.subarray(0, cut % (start.length + 1)));
        for (const [at, value] of spots) if (bytes.length > 0) bytes[at % bytes.length] = value;
        for (const answer of [
          rewriteJpeg(bytes, blocks),
          rewritePng(bytes, blocks),
          rewriteWebp(bytes, blocks, size, false),
          rewriteGif(bytes),
        ]) {
          expect(answer === null || answer.length <= bytes.length + 64).toBe(true);
        }
      },
    ),
    { numRuns: 10_000 },
  );
});
