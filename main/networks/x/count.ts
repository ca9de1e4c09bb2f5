/**
 * How a text counts on X and what of it becomes a link, tag or mention: docs.x.com/fundamentals/counting-characters. The
 * rules are those of twitter-text, X's own library, which knows the emoji of its last release alone.
 */
import twitterText from 'twitter-text';
import type { TextSegment } from '../../../contract/model.ts';
import type { TextPreview } from '../../core/ports/network.ts';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const emoji = /^\p{RGI_Emoji}$/v;
/** One that the library has always known. */
const knownEmoji = '😀';

/** Pure: the weighted length as X measures it, and the text cut into runs that joined again are the text. */
export function preview(text: string): TextPreview {
  return { count: weightedLength(text), segments: segmentsOf(text) };
}

/**
 * Latin weighs 1, everything else 2, a link 23, an emoji 2 however many code points it has. The library counts the parts
 * of an emoji that is younger than itself, so each is put in the place of one that it knows.
 */
export function weightedLength(text: string): number {
  const characters = [...graphemes.segment(text.normalize('NFC'))].map(({ segment }) => segment);
  const known = characters.map((character) => (emoji.test(character) ? knownEmoji : character)).join('');
  return twitterText.parseTweet(known).weightedLength;
}

function segmentsOf(text: string): readonly TextSegment[] {
  const segments: TextSegment[] = [];
  let at = 0;
  for (const entity of twitterText.extractEntitiesWithIndices(text)) {
    const [start, end] = entity.indices;
    if (start > at) segments.push({ kind: 'text', text: text.slice(at, start) });
    segments.push(marked(entity, text.slice(start, end)));
    at = end;
  }
  return at < text.length ? [...segments, { kind: 'text', text: text.slice(at) }] : segments;
}

type Entity = ReturnType<typeof twitterText.extractEntitiesWithIndices>[number];

function marked(entity: Entity, text: string): TextSegment {
  if ('url' in entity) return { kind: 'link', text, href: /^https?:\/\//i.test(text) ? text : `http://${text}` };
  return { kind: 'screenName' in entity ? 'mention' : 'tag', text };
}

/** Whether X makes a link of something in the text. */
export const hasLink = (text: string): boolean => twitterText.extractUrls(text).length > 0;
export const cashtagsIn = (text: string): readonly string[] => twitterText.extractCashtags(text);
export const mentionsIn = (text: string): readonly string[] => twitterText.extractMentions(text);
/** Characters that X refuses: U+FFFE, U+FEFF, U+FFFF. */
export const hasForbiddenCharacters = (text: string): boolean => twitterText.hasInvalidCharacters(text);
