import { useState } from 'react';
import type { PostId } from '../../contract/model.ts';

/** Which picture of the shown post is in view; another post begins at its first. */
export function usePicture(post: PostId | null, count: number) {
  const [place, setPlace] = useState<{ readonly post: PostId | null; readonly index: number }>({ post, index: 0 });
  const index = place.post === post ? place.index : 0;
  const show = (next: number): void => setPlace({ post, index: Math.min(Math.max(next, 0), Math.max(0, count - 1)) });
  return { index, show, turn: (step: 1 | -1) => show(index + step) };
}
export type Pictures = ReturnType<typeof usePicture>;
