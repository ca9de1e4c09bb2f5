import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { likenessOf } from '../../main/media/likeness.ts';

/** Light and dark spots where the seed puts them: as different as two photographs. */
function scene(seed: number): Sharp {
  const spots = Array.from({ length: 14 }, (_, index) => {
    const value = (factor: number): number => Math.abs(Math.sin((seed + 1) * 12.9898 + index * 78.233 * factor)) % 1;
    const grey = Math.round(value(3) * 255);
    return `<ellipse cx="${value(1) * 640}" cy="${value(2) * 480}" rx="${60 + value(4) * 150}" ry="${40 + value(5) * 120}" fill="rgb(${grey},${grey},${grey})" fill-opacity="0.8"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="#777"/>${spots.join('')}</svg>`;
  return sharp(Buffer.from(svg));
}
const bits = (left: string | null, right: string | null): number =>
  (BigInt(`0x${left}`) ^ BigInt(`0x${right}`)).toString(2).replaceAll('0', '').length;

describe('what a picture looks like', () => {
  test('hardly changes when a network encodes it anew, smaller, in another type or without colour', async () => {
    const original = await scene(1).png().toBuffer();
    const likeness = await likenessOf(original);
    expect(likeness).toMatch(/^[0-9a-f]{16}$/u);
    const anew = [
      sharp(original).jpeg({ quality: 40 }),
      sharp(original).resize(320).webp({ quality: 60 }),
      sharp(original).resize(1080).jpeg(),
      sharp(original).greyscale().png(),
    ];
    for (const picture of anew)
      expect(bits(likeness, await likenessOf(await picture.toBuffer()))).toBeLessThanOrEqual(8);
  });

  test('differs from picture to picture', async () => {
    const all = await Promise.all(
      Array.from({ length: 12 }, (_, seed) =>
        scene(seed + 5)
          .jpeg()
          .toBuffer(),
      ),
    );
    const likenesses = await Promise.all(all.map(likenessOf));
    for (const [index, left] of likenesses.entries())
      for (const right of likenesses.slice(index + 1)) expect(bits(left, right)).toBeGreaterThan(10);
  });

  test('is not told of a plain one, nor of what is no picture', async () => {
    const plain = sharp({ create: { width: 64, height: 64, channels: 3, background: '#336699' } });
    expect(await likenessOf(await plain.jpeg().toBuffer())).toBeNull();
    expect(await likenessOf(Buffer.from('no picture'))).toBeNull();
  });
});
