import { z } from 'zod';
import type { PublishInput } from '../../core/ports/network.ts';

/** The Idempotency-Key of each post: no two may share one, or the second would be taken for the first again. */
export const partKey = (key: string, index: number): string => (index === 0 ? key : `${key}-${index + 1}`);

const resultSchema = z.object({ id: z.string() });

/** The id that an earlier step answered; null when it left none, as when the person said that it is there. */
export function idFrom(results: PublishInput['results'], step: string): string | null {
  return resultSchema.safeParse(results[step]).data?.id ?? null;
}
