/**
 * A publish at Meta as a list of steps: containers, which nobody sees, are made and waited for; then one of them is
 * published, and at Threads the next part follows.
 */
import { z } from 'zod';
import type { Json } from '../../../contract/json.ts';
import type { Content } from '../../../contract/model.ts';
import { NetworkFailure, type PublishInput, type PublishStep } from '../../core/ports/network.ts';

export type ContainerForm = Readonly<Record<string, string>>;
export type MetaStep = ContainerStep | ReadyStep | PublishedStep;

export interface ContainerStep {
  readonly kind: 'container';
  readonly name: string;
  /** The fields of the request. Throws NetworkFailure, certainly unsent. */
  readonly form: (input: PublishInput) => Promise<ContainerForm>;
  /** The steps whose containers it holds. */
  readonly items: readonly string[];
}
export interface ReadyStep {
  readonly kind: 'ready';
  readonly name: string;
  /** The step that made the container. */
  readonly container: string;
}
export interface PublishedStep {
  readonly kind: 'publish';
  readonly name: string;
  readonly container: string;
  /** What to look for among the account's own posts. */
  readonly text: string;
  readonly altTexts: readonly string[];
  readonly hasVideo: boolean;
  readonly isReply: boolean;
}

/** Nobody sees a container; whether one was published is asked of the container itself. */
export const stepsOf = (plan: readonly MetaStep[]): readonly PublishStep[] =>
  plan.map(({ name, kind }) => ({ name, safety: kind === 'publish' ? 'find' : 'repeat' }));

/** The containers of a post, each waited for; the carousel is made when what it holds is ready. */
export function containersOf(
  content: Pick<Content, 'pictures' | 'video'>,
  forms: {
    readonly picture: (index: number, isItem: boolean) => ContainerStep['form'];
    readonly video: ContainerStep['form'];
    readonly carousel: (items: readonly string[]) => ContainerStep['form'];
  },
): readonly MetaStep[] {
  const { pictures, video } = content;
  if (video !== null) return made('video', forms.video);
  const isCarousel = pictures.length > 1;
  const items = pictures.map((_, index) => made(`picture-${index + 1}`, forms.picture(index, isCarousel)));
  const names = items.map(([{ name }]) => name);
  return [
    ...items.map(([container]) => container),
    ...items.map(([, ready]) => ready),
    ...(isCarousel ? made('carousel', forms.carousel(names), names) : []),
  ];
}

/** A container, and the wait for it. */
export const made = (
  name: string,
  form: ContainerStep['form'],
  items: readonly string[] = [],
): readonly [ContainerStep, ReadyStep] => [
  { kind: 'container', name, form, items },
  { kind: 'ready', name: `${name}-ready`, container: name },
];

/** The step that makes what is published at last. */
export function mainContainer({ pictures, video }: Pick<Content, 'pictures' | 'video'>): string {
  if (video !== null) return 'video';
  return pictures.length > 1 ? 'carousel' : 'picture-1';
}

const containerSchema = z.object({ id: z.string(), madeAt: z.number() });
/** What a container step answers. */
export type Container = z.infer<typeof containerSchema>;

/** Null where the step answered nothing that can be read. */
export function containerIn(results: Readonly<Record<string, Json>>, step: string): Container | null {
  const container = containerSchema.safeParse(results[step]);
  return container.success ? container.data : null;
}

/** Throws `internal`, certainly unsent, when an earlier step left nothing. */
export function containerOf(results: Readonly<Record<string, Json>>, step: string): Container {
  const container = containerIn(results, step);
  if (container !== null) return container;
  throw new NetworkFailure({ code: 'internal', detail: `Step ${step} left no container.` }, { notSent: true });
}

/**
 * The id of the post that an earlier step published. Throws `not_found`, certainly unsent, where only the person knows that it
 * is there: nothing can go on from it.
 */
export function publishedId(results: Readonly<Record<string, Json>>, step: string): string {
  const published = z.object({ id: z.string() }).safeParse(results[step]);
  if (published.success) return published.data.id;
  const detail = 'It is not known under which number the part before this one is there.';
  throw new NetworkFailure({ code: 'not_found', detail }, { notSent: true });
}
