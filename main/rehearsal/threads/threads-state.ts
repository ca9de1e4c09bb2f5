import { z } from 'zod';

export const threadsStateSchema = z.object({});
export type ThreadsState = z.infer<typeof threadsStateSchema>;

export const initialThreads = (_now: number): ThreadsState => ({});
