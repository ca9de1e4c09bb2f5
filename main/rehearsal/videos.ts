/** The sample videos, made from our own drawings. */

export const videos = {
  'harbour-pan': { width: 1080, height: 1920, durationMs: 6_000 },
  'dunes-pan': { width: 1280, height: 720, durationMs: 4_000 },
  'town-pan': { width: 720, height: 720, durationMs: 4_000 },
} as const;
export type VideoName = keyof typeof videos;
export const videoNames = Object.keys(videos) as [VideoName, ...VideoName[]];
export const isVideoName = (name: string): name is VideoName => Object.hasOwn(videos, name);
