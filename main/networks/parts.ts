/** The posts that one crosspost becomes: the first, with all media, and what goes on in replies. Pure. */
import type { Content } from '../../contract/model.ts';

/** The step that makes a post, counted from 0: `post`, `part-2`, `part-3` … */
export const partStep = (index: number): string => (index === 0 ? 'post' : `part-${index + 1}`);

/** Which post a step makes; the first for every other step. */
export const partIndex = (step: string): number => Number(/^part-(\d+)$/.exec(step)?.[1] ?? 1) - 1;

/** The names of the steps that make posts, in order. */
export const partSteps = ({ text, thread }: Content): readonly string[] =>
  [text, ...thread].map((_, index) => partStep(index));

/** What the post of this index says. A reply has no media; audience, language and warning are the first one's. */
export function partOf(content: Content, index: number): Content {
  if (index === 0) return content;
  return { ...content, text: content.thread[index - 1] ?? '', pictures: [], video: null };
}
