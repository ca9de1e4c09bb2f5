/** Posts planned for a destination that can express everything, with what matters of them said. */
import fc from 'fast-check';
import { audiences, type MediaId, type Notice, type Sha256 } from '../../contract/model.ts';
import { defaultToggles, toggleChoices, type ToggleName, toggleNames, type Toggles } from '../../contract/rules.ts';
import { planCrosspost, type Plan, type PlanInput } from '../../main/core/crosspost/plan.ts';
import type { PostRecord } from '../../main/core/ports/records.ts';
import { aPost, plainLimits } from './records.ts';

/** A network that counts characters and has nothing of its own to say. */
export const judging: PlanInput['judging'] = {
  preview: (text) => ({ count: Array.from(text).length, segments: [{ kind: 'text', text }] }),
  notices: () => [],
};
const file = { sha256: 'a'.repeat(64) as Sha256, mimeType: 'image/jpeg', sizeBytes: 9, width: 3, height: 2 };

/** A post with a picture, under the toggles as they come but for these. */
export const plan = (post: Partial<PostRecord>, toggles: Partial<Toggles>, more: Partial<PlanInput> = {}): Plan =>
  planCrosspost({
    post: aPost(post),
    toggles: { ...defaultToggles, ...toggles },
    marksSensitive: true,
    pictures: [{ mediaId: 1 as MediaId, altText: 'Fog', fitted: { kind: 'as_is', file } }],
    video: null,
    limits: { ...plainLimits, audiences },
    judging,
    audienceUntoldBy: null,
    hasAddress: () => true,
    ...more,
  });

/** How a notice is told of; null when it is not. */
export const told = ({ notices }: Pick<Plan, 'notices'>, code: Notice['code']) =>
  notices.find((notice) => notice.code === code)?.level ?? null;

export const anyToggles = fc.record(
  Object.fromEntries(toggleNames.map((name) => [name, fc.constantFrom(...toggleChoices[name])])) as {
    readonly [Name in ToggleName]: fc.Arbitrary<Toggles[Name]>;
  },
);
export const anyPost = fc.record({
  text: fc.constantFrom('Fog', 'Fog with @ada@sea.example', 'Fog '.repeat(200)),
  audience: fc.constantFrom(...audiences),
  isStory: fc.boolean(),
  isReply: fc.boolean(),
  tagged: fc.constantFrom(0, 2),
  place: fc.constantFrom(null, 'Kiel'),
  sensitive: fc.boolean(),
});
