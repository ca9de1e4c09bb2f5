/** How many posts the account may publish in a day, which the network tells. */
import { z } from 'zod';
import { NetworkFailure } from '../../core/ports/network.ts';
import type { MetaSession } from './session.ts';

const quotaSchema = z.object({
  data: z.tuple([z.object({ config: z.object({ quota_total: z.number().positive() }) })]),
});

/** `documented` stands in where the account may not ask. Throws NetworkFailure for everything else. */
export async function postsPerDay(session: MetaSession, path: string, documented: number): Promise<number> {
  try {
    const { data } = await session.read(quotaSchema, path, { fields: 'quota_usage,config' });
    return data[0].config.quota_total;
  } catch (error) {
    const code = error instanceof NetworkFailure ? error.problem.code : null;
    if (code === 'missing_permission' || code === 'bad_answer' || code === 'not_found') return documented;
    throw error;
  }
}
