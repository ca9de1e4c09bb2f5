import { z } from 'zod';

export const linkedinStateSchema = z.object({});
export type LinkedinState = z.infer<typeof linkedinStateSchema>;

export const initialLinkedin = (_now: number): LinkedinState => ({});
