/** What Threads takes of a text (networks.md, 3.3 and 3.4). */
import { graphError, type GraphError } from '../graph/errors.ts';
import { Refusal } from '../server.ts';

const mostCharacters = 500;
const mostLinks = 5;
const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });
const looksLikeEmoji = /\p{Emoji_Presentation}|\p{Regional_Indicator}|\u{FE0F}|\u{20E3}/u;

/** Characters, but of an emoji the bytes in UTF-8. */
export function textLength(text: string): number {
  let length = 0;
  for (const { segment } of clusters.segment(text))
    length += looksLikeEmoji.test(segment) ? Buffer.from(segment).length : Array.from(segment).length;
  return length;
}

/** Throws a Refusal. */
export function checkText(text: string): void {
  const refuse = (error: GraphError) => new Refusal(graphError(error));
  if (textLength(text) > mostCharacters)
    throw refuse({ code: 100, message: 'Invalid parameter: text must be at most 500 characters long' });
  const links = new Set(text.match(/https?:\/\/[^\s]+/g) ?? []);
  if (links.size > mostLinks) throw refuse({ code: 100, message: 'THREADS_API__LINK_LIMIT_EXCEEDED' });
}
