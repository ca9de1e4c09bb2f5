/**
 * LinkedIn's little text format as LinkedIn reads it. A reserved character that stands for nothing ends the text there:
 * the post is taken, and whatever came after is gone.
 */
const reserved = '|{}@[]()<>#\\*_~';
const hashtag = /^#(?=\p{N}*[\p{L}\p{M}])[\p{L}\p{M}\p{N}]+/u;
const mention = /^@\[((?:\\.|[^\]\\])*)\]\(urn:li:(?:person|organization):[\w-]+\)/;
const template = /^\{hashtag\|\\#\|([\p{L}\p{M}\p{N}]+)\}/u;

/** What people see of a commentary. */
export function shownText(commentary: string): string {
  let shown = '';
  for (let at = 0; at < commentary.length;) {
    const found = elementAt(commentary.slice(at));
    if (found === null) return shown;
    shown += found.shown;
    at += found.length;
  }
  return shown;
}

function elementAt(rest: string): { readonly shown: string; readonly length: number } | null {
  const first = rest.charAt(0);
  if (first === '\\' && rest.length > 1 && reserved.includes(rest.charAt(1))) {
    return { shown: rest.charAt(1), length: 2 };
  }
  if (!reserved.includes(first)) return { shown: first, length: 1 };
  const tag = hashtag.exec(rest)?.[0];
  if (tag !== undefined) return { shown: tag, length: tag.length };
  const [whole, name] = mention.exec(rest) ?? [];
  if (whole !== undefined) return { shown: shownText(name ?? ''), length: whole.length };
  const [filled, word] = template.exec(rest) ?? [];
  return filled === undefined ? null : { shown: `#${word}`, length: filled.length };
}
