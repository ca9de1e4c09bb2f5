/** What the steps of a video share: their names, and what they leave for one another. */
import { z } from 'zod';
import type { ContentVideo } from '../../../contract/model.ts';
import { NetworkFailure, type PublishInput, type StepOutcome } from '../../core/ports/network.ts';
import type { NetworkContext } from '../network.ts';
import type { Session } from './session.ts';

/** The work on one step of a video. */
export interface VideoWork {
  readonly video: ContentVideo;
  readonly input: PublishInput;
  readonly session: Session;
  readonly signal: AbortSignal;
  readonly context: NetworkContext;
}

/** How much of a video one step sends: what a publish that was interrupted has to send again at most. */
export const bytesPerStep = 32 * 1024 * 1024;

/** Counted by our own measure, which is known before LinkedIn says how it parts the file. */
export const partSteps = ({ sizeBytes }: ContentVideo): readonly string[] =>
  Array.from({ length: Math.ceil(sizeBytes / bytesPerStep) }, (_, index) => `video-part-${index + 1}`);

const startedSchema = z.object({
  video: z.string(),
  uploadToken: z.string(),
  /** When the addresses end; null where LinkedIn does not say. */
  endsAt: z.number().nullable(),
  parts: z.array(z.object({ url: z.string(), firstByte: z.number(), lastByte: z.number() })),
});
export type StartedVideo = z.infer<typeof startedSchema>;
const sentSchema = z.object({ etags: z.array(z.string()) });
export type SentParts = z.infer<typeof sentSchema>;

/** What the first step answered. Throws `internal`, certainly unsent, when it is missing. */
export function startedVideo({ results }: Pick<PublishInput, 'results'>): StartedVideo {
  const started = startedSchema.safeParse(results['video-start']);
  if (started.success) return started.data;
  throw new NetworkFailure({ code: 'internal', detail: 'Step video-start left no video.' }, { notSent: true });
}

/** The etags of all parts that the earlier steps sent, in order. */
export function sentParts({ video, input }: VideoWork): readonly string[] {
  return partSteps(video).flatMap((name) => sentSchema.safeParse(input.results[name]).data?.etags ?? []);
}

export const accepted = (result: StartedVideo | SentParts | null): StepOutcome => ({
  kind: 'accepted',
  result,
  post: null,
});

export const forgotten = (detail: string): StepOutcome => ({
  kind: 'start_over',
  problem: { code: 'media_unreachable', detail },
});
