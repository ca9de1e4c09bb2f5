/** The first words of a post, for a list row or a notification; one line, at most `length` graphemes. */
export function titleOf(text: string, length = 60): string {
  const line = text
    .slice(0, length * 64)
    .replaceAll(/\s+/gu, ' ')
    .trim();
  const first: string[] = [];
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(line)) {
    if (first.length === length) return `${first.join('').trimEnd()}…`;
    first.push(segment);
  }
  return line;
}
