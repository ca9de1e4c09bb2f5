/** What a person changes of a post in the app of Instagram or Threads. Who sees it is a matter of the whole profile. */
import type { SourceChange } from '../changing.ts';
import type { MetaState } from './meta-state.ts';

export function changePost(
  state: MetaState,
  wanted: string,
  { text, visibility, warning, altTexts }: SourceChange,
): boolean {
  const post = state.posts.find(({ id }) => id === wanted);
  if (post === undefined || visibility !== undefined || warning !== undefined) return false;
  post.text = text ?? post.text;
  for (const [index, medium] of post.media.entries()) medium.altText = altTexts?.[index] ?? medium.altText;
  return true;
}

export function removePost(state: MetaState, wanted: string): boolean {
  const before = state.posts.length;
  state.posts = state.posts.filter(({ id }) => id !== wanted);
  return state.posts.length < before;
}
