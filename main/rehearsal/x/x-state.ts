import { z } from 'zod';

export const xStateSchema = z.object({});
export type XState = z.infer<typeof xStateSchema>;

export const initialX = (_now: number): XState => ({});
