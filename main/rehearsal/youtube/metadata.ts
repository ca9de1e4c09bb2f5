/** What YouTube takes as the words of a video (networks.md: YouTube, upload). */
import { z } from 'zod';
import { Refusal } from '../server.ts';
import { badRequest } from './errors.ts';
import { privacyStatuses, type VideoMetadata } from './youtube-state.ts';

const titleCharacters = 100;
const descriptionBytes = 5000;
const tagCharacters = 500;
/** People & Blogs is 22; these are the ones that videos can be put in. */
const categories: ReadonlySet<string> = new Set([1, 2, 10, 15, 17, 19, 20, 22, 23, 24, 25, 26, 27, 28, 29].map(String));

const snippetSchema = z.looseObject({
  title: z.string().default(''),
  description: z.string().default(''),
  tags: z.array(z.string()).default([]),
  categoryId: z.string().optional(),
  defaultLanguage: z.string().optional(),
});
const statusSchema = z.looseObject({
  privacyStatus: z.string().default('public'),
  publishAt: z.string().optional(),
  selfDeclaredMadeForKids: z.boolean().default(false),
});
export const resourceSchema = z.looseObject({
  id: z.string().optional(),
  snippet: snippetSchema.optional(),
  status: statusSchema.optional(),
});

type Snippet = Pick<VideoMetadata, 'title' | 'description' | 'tags' | 'categoryId' | 'defaultLanguage'>;
type Status = Pick<VideoMetadata, 'privacyStatus' | 'publishAt' | 'madeForKids'>;

const refuse = (reason: string, message: string): never => {
  throw new Refusal(badRequest(reason, message));
};

/** `usualCategory` stands in where none is named; an update must name it. */
export function readSnippet(given: z.output<typeof snippetSchema> | undefined, usualCategory: string | null): Snippet {
  const snippet = given ?? snippetSchema.parse({});
  const { title, description, tags, categoryId = usualCategory, defaultLanguage = null } = snippet;
  const hasBracket = (text: string) => /[<>]/.test(text);
  if (title.trim() === '' || Array.from(title).length > titleCharacters || hasBracket(title))
    refuse('invalidTitle', 'The request metadata specifies an invalid or empty video title.');
  if (Buffer.byteLength(description) > descriptionBytes || hasBracket(description))
    refuse('invalidDescription', 'The request metadata specifies an invalid video description.');
  if (tags.join(',').length > tagCharacters || tags.some(hasBracket))
    refuse('invalidTags', 'The request metadata specifies invalid video keywords.');
  if (categoryId === null || !categories.has(categoryId))
    return refuse('invalidCategoryId', 'The snippet.categoryId property specifies an invalid category ID.');
  return { title, description, tags, categoryId, defaultLanguage };
}

export function readStatus(given: z.output<typeof statusSchema> | undefined, now: number): Status {
  const status = given ?? statusSchema.parse({});
  const privacyStatus = privacyStatuses.find((name) => name === status.privacyStatus);
  if (privacyStatus === undefined)
    return refuse('invalidVideoMetadata', 'The request metadata specifies an invalid privacy status.');
  const publishAt = status.publishAt === undefined ? null : Date.parse(status.publishAt);
  if (publishAt !== null && !(publishAt > now && privacyStatus === 'private'))
    return refuse('invalidPublishAt', 'The request metadata specifies an invalid scheduled publishing time.');
  return { privacyStatus, publishAt, madeForKids: status.selfDeclaredMadeForKids };
}
