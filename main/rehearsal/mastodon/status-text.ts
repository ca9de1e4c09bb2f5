/** How a Mastodon-like server counts a text and turns it into HTML. */
import { escapeHtml } from '../page.ts';

const urlPattern = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/g;
const remoteMention = /(?<![\w/])@([a-z0-9_]+)@[a-z0-9.-]+[a-z0-9]/gi;
const urlLength = 23;

/** Grapheme clusters, where a link counts 23 and a mention without its domain. */
export function statusLength(text: string): number {
  const counted = text.replace(urlPattern, '_'.repeat(urlLength)).replace(remoteMention, '@$1');
  return [...new Intl.Segmenter().segment(counted)].length;
}

const tagPattern = /(?<![\p{L}\p{N}_/&])#([\p{L}\p{N}_]*[\p{L}_][\p{L}\p{N}_]*)/gu;
export const tagsIn = (text: string): readonly string[] =>
  [...text.matchAll(tagPattern)].map((match) => match[1] ?? '');

/** Paragraphs with links, tags and mentions, in Mastodon's own markup. */
export function statusHtml(text: string, base: string): string {
  const paragraphs = text.split(/\n{2,}/).filter((paragraph) => paragraph !== '');
  return paragraphs.map((paragraph) => `<p>${lineHtml(paragraph, base).replaceAll('\n', '<br />')}</p>`).join('');
}

function lineHtml(text: string, base: string): string {
  let from = 0;
  let html = '';
  for (const match of text.matchAll(urlPattern)) {
    html += wordsHtml(text.slice(from, match.index), base) + linkHtml(match[0]);
    from = match.index + match[0].length;
  }
  return html + wordsHtml(text.slice(from), base);
}

/** Mastodon hides the scheme and the tail of long addresses from the eye. */
function linkHtml(url: string): string {
  const [, scheme = '', rest = ''] = /^(https?:\/\/(?:www\.)?)(.*)$/.exec(url) ?? [];
  const isLong = rest.length > 30;
  return `<a href="${escapeHtml(url)}" target="_blank" rel="nofollow noopener" translate="no"><span class="invisible">${scheme}</span><span class="${isLong ? 'ellipsis' : ''}">${escapeHtml(rest.slice(0, 30))}</span><span class="invisible">${escapeHtml(rest.slice(30))}</span></a>`;
}

function wordsHtml(text: string, base: string): string {
  return escapeHtml(text)
    .replace(
      /(?<![\w/&])@([a-z0-9_]+)(?![\w@])/gi,
      (_all, name: string) =>
        `<span class="h-card" translate="no"><a href="${base}/@${name}" class="u-url mention">@<span>${name}</span></a></span>`,
    )
    .replace(
      tagPattern,
      (_all, tag: string) =>
        `<a href="${base}/tags/${encodeURIComponent(tag)}" class="mention hashtag" rel="tag">#<span>${tag}</span></a>`,
    );
}
