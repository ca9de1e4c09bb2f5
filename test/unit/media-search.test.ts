import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Recipe } from '../../main/media/encode.ts';
import { bestQuality, smallestChange, type SearchInput } from '../../main/media/search.ts';

/** A picture whose size grows with its area and its quality, as a JPEG's does; PNG is four times the best JPEG. */
const sizeOf = (fullBytes: number, { mimeType, quality, scale }: Recipe): number =>
  Math.ceil(fullBytes * scale ** 1.7 * (mimeType === 'image/png' ? 4 : (quality / bestQuality) ** 3));

function searching(fullBytes: number, given: Partial<SearchInput>) {
  const tried: Recipe[] = [];
  const encode = async (recipe: Recipe): Promise<Uint8Array> => {
    tried.push(recipe);
    return await Promise.resolve(new Uint8Array(sizeOf(fullBytes, recipe)));
  };
  const input = { types: ['image/jpeg'], largestScale: 1, smallestScale: 0.05, maxBytes: 10_000, encode } as const;
  return { tried, found: smallestChange({ ...input, ...given }) };
}

describe('the search for the smallest change of a picture', () => {
  it('takes the best quality in full size when that fits', async () => {
    const { tried, found } = searching(9000, {});
    expect((await found)?.recipe).toEqual({ mimeType: 'image/jpeg', quality: 95, scale: 1 });
    expect(tried).toHaveLength(1);
  });

  it('lowers the quality before it makes the picture smaller, no further than it must', async () => {
    const found = await searching(11_000, {}).found;
    const quality = found?.recipe.quality ?? 0;
    expect(found?.recipe.scale).toBe(1);
    expect(sizeOf(11_000, { mimeType: 'image/jpeg', quality: quality + 1, scale: 1 })).toBeGreaterThan(10_000);
  });

  it('makes the picture smaller rather than worse than quality 80', async () => {
    const found = await searching(60_000, {}).found;
    expect(found?.recipe.quality).toBe(80);
    expect(found?.recipe.scale).toBeLessThan(1);
    expect(found?.bytes.byteLength).toBeGreaterThan(9000);
  });

  it('converts a lossless picture before it lowers anything', async () => {
    const { found } = searching(5000, { types: ['image/png', 'image/jpeg'] });
    expect((await found)?.recipe).toEqual({ mimeType: 'image/jpeg', quality: 95, scale: 1 });
  });

  it('starts from the scale that the pixels allow', async () => {
    const { found } = searching(9000, { largestScale: 0.5 });
    expect((await found)?.recipe).toMatchObject({ quality: 95, scale: 0.5 });
  });

  it('gives up when nothing would be left to see', async () => {
    expect(await searching(50_000_000, { maxBytes: 40 }).found).toBeNull();
  });

  it('always ends within 17 tries, and what it finds fits', async () => {
    const cases = fc.record({
      fullBytes: fc.integer({ min: 1, max: 300_000 }),
      maxBytes: fc.integer({ min: 1, max: 50_000 }),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ fullBytes, maxBytes }) => {
        const { tried, found } = searching(fullBytes, { maxBytes, types: ['image/png', 'image/jpeg'] });
        const bytes = (await found)?.bytes.byteLength ?? 0;
        expect(bytes).toBeLessThanOrEqual(maxBytes);
        expect(tried.length).toBeLessThanOrEqual(17);
      }),
    );
  });
});
