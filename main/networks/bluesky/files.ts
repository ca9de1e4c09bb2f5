/** The steps that upload a post's files, and what they leave for the post. */
import type { Content } from '../../../contract/model.ts';
import type { PublishInput, PublishStep } from '../../core/ports/network.ts';
import { blobSchema, type UploadedBlob } from './record.ts';

export const pictureStep = (index: number): string => `picture-${index + 1}`;
/** A video is announced, sent, and waited for. */
export const videoSteps = ['video-start', 'video', 'video-ready'] as const;
export type VideoStep = (typeof videoSteps)[number];

export const videoStepOf = (name: string): VideoStep | null => videoSteps.find((step) => step === name) ?? null;

/** Nobody sees an upload that no post names. */
export function uploadSteps({ pictures, video }: Content): readonly PublishStep[] {
  const names = video === null ? pictures.map((_, index) => pictureStep(index)) : videoSteps;
  return names.map((name) => ({ name, safety: 'repeat' }));
}

export function uploadedPictures({ content, results }: Pick<PublishInput, 'content' | 'results'>): UploadedBlob[] {
  return content.pictures.map((_, index) => blobSchema.parse(results[pictureStep(index)]));
}

/** Null before it is ready. */
export function uploadedVideo(results: PublishInput['results']): UploadedBlob | null {
  return blobSchema.safeParse(results['video-ready']).data ?? null;
}
