/** Publishing step by step, as the core does: on from what is answered already. */
import type { Json } from '../../contract/json.ts';
import type { FindOutcome, StepOutcome } from '../../main/core/ports/network.ts';
import { performStep, type Publishing } from './network-account.ts';

/**
 * Performs every step that `results` has no answer of, up to the step `until`. Answers the step that was not accepted and
 * what came of it; null when all were.
 */
export async function goOn(
  plan: Publishing,
  results: Record<string, Json>,
  until = '',
): Promise<{ readonly name: string; readonly outcome: StepOutcome } | null> {
  for (const step of plan.connector.publish?.steps(plan.content) ?? []) {
    if (step.name === until) return null;
    if (step.name in results) continue;
    const outcome = await performStep(plan, step, results);
    if (outcome.kind !== 'accepted') return { name: step.name, outcome };
    results[step.name] = outcome.result;
  }
  return null;
}

export async function findStep(
  { connector, content, key, startedAt, call }: Publishing,
  name: string,
  results: Record<string, Json>,
): Promise<FindOutcome | undefined> {
  const step = { name, safety: 'find' } as const;
  return await connector.publish?.find({ step, results, content, key, startedAt, isKnown: () => false }, call);
}

/** The first part alone. */
export async function performFirst(plan: Publishing): Promise<StepOutcome> {
  const [first] = plan.connector.publish?.steps(plan.content) ?? [];
  if (first === undefined) throw new Error('There is a step.');
  return await performStep(plan, first, {});
}

/** A text that goes on in two replies. */
export const threadOf = (mark: string): readonly string[] => [
  `It lifted at ten #fog, ${mark}`,
  `And came back at noon, ${mark}`,
];

/** All of a stream. */
export async function wholeOf(stream: AsyncIterable<Uint8Array> | undefined): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream ?? []) chunks.push(chunk);
  return Buffer.concat(chunks);
}
