/** What a person has typed into a card, as pure data. */
import type { CrosspostEdit } from '../../contract/api.ts';
import type { Content, CrosspostId } from '../../contract/model.ts';

export interface Draft {
  /** Null where the network has no titles, or none could be made of the text. */
  readonly title: string | null;
  readonly text: string;
  readonly thread: readonly string[];
  /** Of the pictures in order, or of the video. */
  readonly altTexts: readonly string[];
}

export function wordsOf({ title, text, thread, pictures, video }: Content): Draft {
  const media = video === null ? pictures : [video];
  return { title, text, thread, altTexts: media.map(({ altText }) => altText) };
}

/** The question to main. A part in which nothing stands is no post. */
export function editOf(id: CrosspostId, { title, text, thread, altTexts }: Draft): CrosspostEdit {
  return { id, text, thread: thread.filter(isSomething), altTexts, ...(title !== null && { title }) };
}

/** Whether main knows every field of it: a part that was just added and is empty stays open all the same. */
export function isWhole({ thread }: Draft): boolean {
  return thread.every(isSomething);
}

const isSomething = (part: string): boolean => part.trim() !== '';
