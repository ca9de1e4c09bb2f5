/** From what a person typed to a query of the full-text index (https://sqlite.org/fts5.html#full_text_query_syntax). */

/** Beyond this many words a search is not one that a person typed. */
const mostWords = 16;

/**
 * Every word must begin a word of the post's text or handle. Only letters and digits are taken, each word in quotes, so that
 * nothing is read as syntax. Null when there is nothing to look for: then there is no filter.
 */
export function matchExpression(search: string): string | null {
  const words = search.match(/[\p{L}\p{N}\p{Co}][\p{L}\p{N}\p{Co}\p{M}]*/gu) ?? [];
  if (words.length === 0) return null;
  return words
    .slice(0, mostWords)
    .map((word) => `"${word}"*`)
    .join(' ');
}
