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

/**
 * A title from the first line of a text, cut at a word unless that would take half of it away; null when the text is empty.
 * Counted in characters.
 */
export function titleFrom(text: string, limit: number): string | null {
  const line = mentionsMadePlain(text.trim().split(/\n/u)[0] ?? '').trim();
  if (line === '') return null;
  const characters = Array.from(line);
  if (characters.length <= limit) return line;
  const cut = characters.slice(0, limit - 1).join('');
  const lastSpace = cut.lastIndexOf(' ');
  return `${(lastSpace > cut.length / 2 ? cut.slice(0, lastSpace) : cut).trimEnd()}…`;
}

/**
 * A text in parts that each fit, cut between paragraphs where that is possible, else between sentences, else between
 * words; null when a single word does not fit. Joined again the parts are the text but for the white space between them.
 */
export function inParts(text: string, fits: (part: string) => boolean): readonly string[] | null {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const part = fits(rest) ? rest : longestStart(rest, fits);
    if (part === null) return null;
    parts.push(part.trim());
    rest = rest.slice(part.length).trim();
  }
  return parts;
}

const boundaries = [/(?<=\n\n)/u, /(?<=[.!?…]["”’)]?\s)/u, /(?<=\s)/u] as const;

/** At the strongest boundary that still fills a third of what would fit: a part of two words helps nobody. */
function longestStart(text: string, fits: (part: string) => boolean): string | null {
  const starts = boundaries.map((boundary) => {
    const pieces = text.split(boundary);
    const count = bisectLongest(pieces.length, (size) => fits(pieces.slice(0, size).join('').trim()));
    return pieces.slice(0, count).join('');
  });
  const longest = Math.max(...starts.map((start) => start.length));
  return longest === 0 ? null : (starts.find((start) => start.length >= longest / 3) ?? null);
}
