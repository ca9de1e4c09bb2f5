/** An account on the pretend X, signed in by the connector, and what several tests publish with it. */
import { createHash, randomBytes } from 'node:crypto';
import sharp from 'sharp';
import type { Json } from '../../contract/json.ts';
import type { Content, ContentVideo, Sha256 } from '../../contract/model.ts';
import type { Connector, FindInput, FindOutcome, StepOutcome } from '../../main/core/ports/network.ts';
import {
  contentOf,
  linkAccount,
  type LinkedAccount,
  performStep,
  type Publishing,
  type TestPicture,
  testPicture,
} from '../helpers/network-account.ts';
import { consentInRehearsal, type RehearsalWorld } from '../helpers/rehearsal-world.ts';

export function theX(world: RehearsalWorld): Connector & Required<Pick<Connector, 'read' | 'publish'>> {
  const { read, publish, ...x } = world.connector('x');
  if (read === undefined || publish === undefined) throw new Error('X reads and publishes.');
  return { ...x, read, publish };
}

export const link = (world: RehearsalWorld, decision: 'allow' | 'deny' = 'allow'): Promise<LinkedAccount> =>
  linkAccount(world.connector('x'), '', (url) => consentInRehearsal(url, 'maralindt', decision));

const size = { width: 32, height: 24 };
export async function pngs(...altTexts: readonly string[]): Promise<readonly TestPicture[]> {
  return Promise.all(
    altTexts.map(async (altText, index) => {
      const background = { r: 40 * index, g: 90, b: 140 };
      const png = await sharp({ create: { ...size, channels: 3, background } })
        .png()
        .toBuffer();
      return testPicture(new Uint8Array(png), altText, size);
    }),
  );
}

/** Noise with the mark of an MP4. */
export function aVideo(sizeBytes: number): { readonly video: Blob; readonly content: ContentVideo } {
  const bytes = new Uint8Array(randomBytes(sizeBytes));
  bytes.set(new TextEncoder().encode('ftypisom'), 4);
  const sha256 = createHash('sha256').update(bytes).digest('hex') as Sha256;
  const { picture } = testPicture(bytes, '', { width: 1280, height: 720 });
  return { video: new Blob([bytes]), content: { ...picture, sha256, mimeType: 'video/mp4', durationMs: 4000 } };
}

export interface Plan extends Publishing {
  readonly results: Record<string, Json>;
}
export function planOf(
  world: RehearsalWorld,
  { call }: LinkedAccount,
  text: string,
  pictures: readonly TestPicture[] = [],
  more: Partial<Content> & { readonly file?: Blob } = {},
): Plan {
  const { file, ...rest } = more;
  return {
    connector: world.connector('x'),
    call,
    content: contentOf(text, pictures, rest),
    pictures,
    key: crypto.randomUUID(),
    startedAt: Date.now(),
    results: {},
    ...(file !== undefined && { video: file }),
  };
}

const safetyOf = (plan: Plan, name: string) =>
  plan.connector.publish?.steps(plan.content).find((step) => step.name === name) ?? { name, safety: 'find' as const };

/** One step by its name; what it answers is kept for the later ones. */
export async function perform(plan: Plan, name: string): Promise<StepOutcome> {
  const outcome = await performStep(plan, safetyOf(plan, name), plan.results);
  if (outcome.kind === 'accepted') plan.results[name] = outcome.result;
  return outcome;
}

/** All steps that come before one; throws unless each is accepted. */
export async function performUntil(plan: Plan, name: string): Promise<void> {
  for (const step of plan.connector.publish?.steps(plan.content) ?? []) {
    if (step.name === name) return;
    const outcome = await perform(plan, step.name);
    if (outcome.kind !== 'accepted') throw new Error(`${step.name}: ${JSON.stringify(outcome)}`);
  }
}

export async function find(
  plan: Plan,
  name = 'post',
  isKnown: FindInput['isKnown'] = () => false,
): Promise<FindOutcome> {
  const { content, key, startedAt, results, connector, call } = plan;
  const found = await connector.publish?.find(
    { step: safetyOf(plan, name), content, key, startedAt, results, isKnown },
    call,
  );
  if (found === undefined) throw new Error('X publishes.');
  return found;
}
