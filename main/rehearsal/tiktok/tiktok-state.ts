import { z } from 'zod';

export const tiktokStateSchema = z.object({});
export type TiktokState = z.infer<typeof tiktokStateSchema>;

export const initialTiktok = (_now: number): TiktokState => ({});
