/** Publishing to Facebook step by step, as the core does it. */
import sharp from 'sharp';
import type { Content } from '../../contract/model.ts';
import type { Json } from '../../contract/json.ts';
import type { FindOutcome, PublishStep } from '../../main/core/ports/network.ts';
import type { Delivery } from '../../main/rehearsal/state.ts';
import {
  contentOf,
  type LinkedAccount,
  performStep,
  type Publishing,
  type TestPicture,
  testPicture,
} from '../helpers/network-account.ts';
import { type FacebookAccounts, startFacebookAccounts } from './facebook-account.ts';

export const post: PublishStep = { name: 'post', safety: 'find' };
export type Results = Readonly<Record<string, Json>>;

export interface FacebookPublishing extends FacebookAccounts {
  readonly account: LinkedAccount;
  readonly pictures: readonly TestPicture[];
  /** With a text that no other test has. */
  readonly plan: (some?: readonly TestPicture[], more?: Partial<Content>) => Publishing;
  readonly received: (publishing: Publishing) => Promise<readonly Delivery[]>;
  readonly stepsOf: (publishing: Publishing) => readonly PublishStep[];
  /** Takes all steps but the last, which makes the post. */
  readonly prepared: (publishing: Publishing) => Promise<Results>;
  readonly find: (
    publishing: Publishing,
    results: Results,
    known?: readonly string[],
  ) => Promise<FindOutcome | undefined>;
}

export async function startFacebookPublishing(): Promise<FacebookPublishing> {
  const started = await startFacebookAccounts();
  const { world, clock, facebook, link } = started;
  const [account, pictures] = [await link(), await twoPictures()];
  const stepsOf = ({ content }: Publishing) => facebook.publish?.steps(content) ?? [];
  let count = 0;
  return {
    ...started,
    account,
    pictures,
    stepsOf,
    plan: (some = [], more = {}) => {
      count += 1;
      const content = contentOf(`Harbour, take ${count}`, some, more);
      const { call } = account;
      return { connector: facebook, call, content, pictures: some, key: crypto.randomUUID(), startedAt: clock.now };
    },
    received: async ({ content }) => (await world.received('facebook')).filter(({ text }) => text === content.text),
    prepared: async (publishing) => {
      const results: Record<string, Json> = {};
      for (const step of stepsOf(publishing).slice(0, -1)) {
        const outcome = await performStep(publishing, step, results);
        if (outcome.kind !== 'accepted') throw new Error(`${step.name}: ${JSON.stringify(outcome)}`);
        results[step.name] = outcome.result;
      }
      return results;
    },
    find: async ({ content, key, startedAt, call }, results, known = []) =>
      facebook.publish?.find(
        { step: post, content, key, startedAt, results, isKnown: (id) => known.includes(id) },
        call,
      ),
  };
}

/** The second has no alt text. */
async function twoPictures(): Promise<readonly TestPicture[]> {
  const made = async (background: string) =>
    new Uint8Array(
      await sharp({ create: { width: 32, height: 24, channels: 3, background } })
        .png()
        .toBuffer(),
    );
  const size = { width: 32, height: 24 };
  return [testPicture(await made('#889'), 'Fog over the harbour', size), testPicture(await made('#247'), '', size)];
}
