import { z } from 'zod';

export const youtubeStateSchema = z.object({});
export type YoutubeState = z.infer<typeof youtubeStateSchema>;

export const initialYoutube = (_now: number): YoutubeState => ({});
