/**
 * Links and tags in a text, found by Bluesky's own code, for the preview and for the post alike. A mention stays plain
 * text: it would need the other person's identity, and it would notify them.
 */
import { AppBskyRichtextFacet, RichText } from '@atproto/api';
import type { AccountLimits, TextSegment } from '../../../contract/model.ts';
import type { TextPreview } from '../../core/ports/network.ts';

export type Facet = AppBskyRichtextFacet.Main;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** What Bluesky counts: what a person sees as one character, a family emoji too. */
export const countGraphemes = (text: string): number => [...graphemes.segment(text)].length;

/** The library takes `httpfoo.com` for a link without `https://`; a server refuses a post with such an address. */
function isWebAddress(uri: string): boolean {
  return URL.canParse(uri) && /^https?:$/.test(new URL(uri).protocol);
}

function isKept(facet: Facet): boolean {
  return facet.features.every(
    (feature) =>
      AppBskyRichtextFacet.isTag(feature) || (AppBskyRichtextFacet.isLink(feature) && isWebAddress(feature.uri)),
  );
}

function marked(text: string): RichText {
  const found = new RichText({ text });
  found.detectFacetsWithoutResolution();
  return new RichText({ text, facets: (found.facets ?? []).filter(isKept) });
}

/** The links and tags of a text, by byte offsets in UTF-8; as they are written into the post. */
export const facetsOf = (text: string): readonly Facet[] => marked(text).facets ?? [];

/** The text as Bluesky will show it and count it. */
export function preview(text: string, _limits: AccountLimits): TextPreview {
  const segments = [...marked(text).segments()].map((segment): TextSegment => {
    if (segment.link !== undefined) return { kind: 'link', text: segment.text, href: segment.link.uri };
    return { kind: segment.isTag() ? 'tag' : 'text', text: segment.text };
  });
  return { count: countGraphemes(text), segments: text === '' ? [] : segments };
}
