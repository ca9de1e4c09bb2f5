import { z } from 'zod';

export const facebookStateSchema = z.object({});
export type FacebookState = z.infer<typeof facebookStateSchema>;

export const initialFacebook = (_now: number): FacebookState => ({});
