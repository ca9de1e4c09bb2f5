const longest = 40;
/** Control characters and those that turn the direction of writing: a title must not rewrite the line it stands in. */
const unruly = /[\p{Cc}\p{Cf}]+/gu;
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A post's first words as one short line of a menu or a notification. `untitled` is for a post without any. */
export function plainTitle(title: string, untitled: string): string {
  const line = title.replace(unruly, ' ').replace(/\s+/g, ' ').trim();
  if (line === '') return untitled;
  const graphemes = Array.from(segmenter.segment(line.slice(0, 1_000)), ({ segment }) => segment);
  return graphemes.length <= longest
    ? line
    : `${graphemes
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`;
}
