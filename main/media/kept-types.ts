/** The types of files that Crosstie keeps, with the ending of their names. */
export const pictureEndings = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'avif',
  'image/heic': 'heic',
} as const;
export type PictureType = keyof typeof pictureEndings;

export const videoEndings = {
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
} as const;
export type VideoType = keyof typeof videoEndings;

const endings = { ...pictureEndings, ...videoEndings };
export type KeptType = PictureType | VideoType;

export const isPictureType = (mimeType: string): mimeType is PictureType => Object.hasOwn(pictureEndings, mimeType);
export const isVideoType = (mimeType: string): mimeType is VideoType => Object.hasOwn(videoEndings, mimeType);

/** The ending of a type's files. Throws for a type that is not kept: it becomes part of a path. */
export function endingOf(mimeType: string): string {
  if (isPictureType(mimeType) || isVideoType(mimeType)) return endings[mimeType];
  throw new TypeError(`Crosstie keeps no files of the type ${mimeType}.`);
}
