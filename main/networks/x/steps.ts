/** The steps of a publish, by name: uploads that nobody sees, then the post and what goes on from it. Pure. */
import type { Content } from '../../../contract/model.ts';
import type { PublishStep } from '../../core/ports/network.ts';
import { segmentBytes } from './limits.ts';

/** What a step is about. Indices count from 0. */
export type Work =
  | { readonly kind: 'picture'; readonly index: number }
  | { readonly kind: 'altText'; readonly index: number }
  | { readonly kind: 'videoStart' }
  /** Some pieces of a video. */
  | { readonly kind: 'stretch'; readonly index: number }
  | { readonly kind: 'videoEnd' }
  | { readonly kind: 'videoReady' }
  /** Part 0 is the post itself. */
  | { readonly kind: 'part'; readonly index: number };

/**
 * A video's file is read and its hash compared for every step, so a step sends many pieces; a broken upload goes on at the
 * stretch that broke.
 */
const usualStretch = 16;
const mostStretches = 8;

/** The pieces of a video by their numbers, cut into stretches: each from `first` up to `end`, which is not in it. */
export function stretchesOf(sizeBytes: number): readonly { readonly first: number; readonly end: number }[] {
  const pieces = Math.ceil(sizeBytes / segmentBytes);
  const length = Math.max(usualStretch, Math.ceil(pieces / mostStretches));
  return Array.from({ length: Math.ceil(pieces / length) }, (_, index) => ({
    first: index * length,
    end: Math.min(pieces, (index + 1) * length),
  }));
}

/** Every step of a content in order. */
export function worksOf({ pictures, video, thread }: Content): readonly Work[] {
  const uploads = pictures.flatMap(({ altText }, index): readonly Work[] => [
    { kind: 'picture', index },
    ...(altText === '' ? [] : [{ kind: 'altText', index } as const]),
  ]);
  const stretches = stretchesOf(video?.sizeBytes ?? 0).map((_, index): Work => ({ kind: 'stretch', index }));
  const ofVideo: readonly Work[] =
    video === null ? [] : [{ kind: 'videoStart' }, ...stretches, { kind: 'videoEnd' }, { kind: 'videoReady' }];
  return [...uploads, ...ofVideo, ...['', ...thread].map((_, index): Work => ({ kind: 'part', index }))];
}

/** Unique and stable. */
export function nameOf(work: Work): string {
  switch (work.kind) {
    case 'picture':
      return `picture-${work.index + 1}`;
    case 'altText':
      return `picture-${work.index + 1}-alt`;
    case 'videoStart':
      return 'video-start';
    case 'stretch':
      return `video-${work.index + 1}`;
    case 'videoEnd':
      return 'video-end';
    case 'videoReady':
      return 'video-ready';
    case 'part':
      return work.index === 0 ? 'post' : `part-${work.index + 1}`;
  }
}

export const steps = (content: Content): readonly PublishStep[] =>
  worksOf(content).map((work) => ({ name: nameOf(work), safety: work.kind === 'part' ? 'find' : 'repeat' }));

/** What a step's name stands for in this content; null when it has no such step. */
export const workOf = (content: Content, step: PublishStep): Work | null =>
  worksOf(content).find((work) => nameOf(work) === step.name) ?? null;
