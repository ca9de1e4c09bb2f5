/** How X counts a text, finds links in it and shortens them: docs.x.com/fundamentals/counting-characters. */
import { createHash } from 'node:crypto';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const emoji = /^\p{RGI_Emoji}$/v;
const linkWeight = 23;
/** Addresses with a scheme, and bare ones under the ends that people write most. */
const links =
  /https?:\/\/[^\s<>"]*[^\s<>".,;:!?'()]|(?<![\p{L}\p{N}@._/-])(?:[\p{L}\p{N}-]+\.)+(?:com|org|net|info|io|dev|app|de|at|ch|eu|uk|fr)(?![\p{L}\p{N}@-])(?:\/[^\s<>"]*[^\s<>".,;:!?'()])?/giu;

const lightRanges: readonly (readonly [number, number])[] = [
  [0, 0x10ff],
  [0x2000, 0x200d],
  [0x2010, 0x201f],
  [0x2032, 0x2037],
];

export function weightedLength(text: string): number {
  const normal = text.normalize('NFC');
  const linked = [...normal.matchAll(links)].length;
  return linked * linkWeight + weightOf(normal.replace(links, ''));
}

function weightOf(text: string): number {
  const characters = [...graphemes.segment(text)].map(({ segment }) => segment);
  return characters.reduce((sum, one) => sum + (emoji.test(one) ? 2 : codePointWeight(one)), 0);
}

function codePointWeight(character: string): number {
  const points = Array.from(character).map((one) => one.codePointAt(0) ?? 0);
  const isLight = (point: number) => lightRanges.some(([first, last]) => point >= first && point <= last);
  return points.reduce((sum, point) => sum + (isLight(point) ? 1 : 2), 0);
}

export const hasLink = (text: string): boolean => text.search(links) >= 0;
export const cashtagCount = (text: string): number => [...text.matchAll(/(?<![\p{L}\p{N}$])\$[a-z]{1,6}\b/giu)].length;
export const mentions = (text: string): readonly string[] =>
  [...text.matchAll(/(?<![\p{L}\p{N}_@/])@(\w{1,15})\b/giu)].map(([, name = '']) => name);

export interface UrlEntity {
  readonly start: number;
  readonly end: number;
  readonly url: string;
  readonly expanded_url: string;
  readonly display_url: string;
  readonly media_key?: string;
}
/** A page of the post's own media, whose short link stands at the end of the text. */
export interface MediaLink {
  readonly page: string;
  readonly mediaKey: string;
}

const shortLink = (url: string): string =>
  `https://t.co/${createHash('sha256').update(url).digest('base64url').replace(/[-_]/g, 'x').slice(0, 10)}`;
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const pointsIn = (text: string): number => Array.from(text).length;

/** The text as X hands it out: links shortened, signs escaped, offsets in code points of the text before escaping. */
export function handedOut(
  text: string,
  media: readonly MediaLink[],
): { readonly text: string; readonly urls: readonly UrlEntity[] } {
  const urls: UrlEntity[] = [];
  let shown = '';
  let at = 0;
  const add = (address: string, mediaKey?: string) => {
    const whole = /^https?:/i.test(address) ? address : `http://${address}`;
    const url = shortLink(whole);
    const start = pointsIn(shown);
    const named = { expanded_url: whole, display_url: whole.replace(/^https?:\/\//, '').slice(0, 26) };
    urls.push({
      start,
      end: start + url.length,
      url,
      ...named,
      ...(mediaKey !== undefined && { media_key: mediaKey }),
    });
    shown += url;
  };
  for (const { 0: address, index } of text.matchAll(links)) {
    shown += text.slice(at, index);
    add(address);
    at = index + address.length;
  }
  shown += text.slice(at);
  const [first] = media;
  if (first !== undefined) {
    if (shown !== '') shown += ' ';
    add(first.page, first.mediaKey);
  }
  return { text: escaped(shown), urls };
}
