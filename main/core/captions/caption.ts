/** From the text of a post to the text of its copy. Pure: windows show exactly what these functions answer. */

/**
 * Turns `@name` and `@name@server` into plain names, so that a copy never calls a stranger who has that name on another
 * network. Addresses of e-mail and of the web are left alone.
 */
export function mentionsMadePlain(text: string): string {
  return text.replaceAll(
    /(?<![\p{L}\p{N}_@/.])@([\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?)(?:@[\p{L}\p{N}.-]+\p{L})?/gu,
    '$1',
  );
}

/** Ways a text can be counted: the destination's own. */
export type Measure = (text: string) => number;

/**
 * Shortens at the end of a word so that the text, an ellipsis and the link to the original fit; null when not even the
 * link fits. Nothing is shortened silently: the caller says so with a notice.
 */
export function shortened(text: string, link: string, limit: number, measure: Measure): string | null {
  const tail = `…\n${link}`;
  if (measure(tail) > limit) return null;
  const words = text.split(/(?<=\s)/u);
  let kept = bisectLongest(words.length, (count) => measure(closed(words.slice(0, count).join(''), tail)) <= limit);
  while (kept > 0 && words[kept - 1]?.trim() === '') kept -= 1;
  return closed(words.slice(0, kept).join(''), tail);
}

function closed(start: string, tail: string): string {
  return `${start.trimEnd()}${tail}`;
}

/** The largest count in 0…max for which `fits` holds, given that it holds for all smaller ones. */
function bisectLongest(max: number, fits: (count: number) => boolean): number {
  let low = 0;
  let high = max;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
