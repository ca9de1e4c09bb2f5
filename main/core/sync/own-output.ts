/** Our own copies coming back as posts: by their words, while their ids are not known. Pure. */
import type { Content } from '../../../contract/model.ts';
import { textFingerprint } from '../crosspost/duplicate.ts';
import type { SourcePost } from '../ports/source.ts';

/** Whether a post is one of those that `contents` come to: the first, or one that goes on from it. */
export function isOneOf(contents: readonly Content[], post: Pick<SourcePost, 'text' | 'pictures'>): boolean {
  const seen = textFingerprint(post.text);
  return contents
    .flatMap(postsOf)
    .some(
      ({ words, pictures }) =>
        pictures === post.pictures.length && words.some((each) => textFingerprint(each) === seen),
    );
}

interface OwnPost {
  /** What a network may hand out as its words: some put the title before them. */
  readonly words: readonly string[];
  readonly pictures: number;
}
/** The pictures are with the first part. */
function postsOf({ title, text, thread, pictures }: Content): readonly OwnPost[] {
  const first = { words: title === null ? [text] : [text, `${title} ${text}`], pictures: pictures.length };
  return [first, ...thread.map((part) => ({ words: [part], pictures: 0 }))];
}
