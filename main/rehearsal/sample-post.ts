/** The shape of a sample post. */
import type { SceneName } from './pictures/scenes.ts';
import type { VideoName } from './videos.ts';

export interface SamplePost {
  readonly text: string;
  readonly pictures: readonly { readonly scene: SceneName; readonly altText: string }[];
  /** In place of pictures. */
  readonly video?: { readonly name: VideoName; readonly altText: string };
  /** How long before the first start it was posted. */
  readonly ageMs: number;
  readonly language: string;
  readonly likes: number;
  readonly visibility?: 'public' | 'unlisted' | 'private' | 'direct';
  readonly warning?: string;
  readonly kind?: 'post' | 'reply' | 'boost';
  /** Gone after a day. */
  readonly isStory?: boolean;
  /** The names of people who are tagged in its pictures. */
  readonly tagged?: readonly string[];
  readonly place?: { readonly name: string; readonly country: string };
}
export interface SampleSource {
  readonly published: readonly SamplePost[];
  /** In the order in which `publishNext` brings them out; their age does not count. */
  readonly upcoming: readonly SamplePost[];
}

export const hours = (count: number): number => count * 3_600_000;
export const days = (count: number): number => hours(24 * count);
export const english = { language: 'en', likes: 120 } as const;
