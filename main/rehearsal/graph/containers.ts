/** Containers: what is made ready before it can be published (networks.md, sections 2.3 and 3.3). */
import { Refusal } from '../server.ts';
import { fetchPicture, fetchVideo, type PictureRules, type VideoFault } from './check-media.ts';
import { graphError, missing } from './errors.ts';
import type { MetaHouse } from './house.ts';
import type { MetaContainer } from './meta-state.ts';

const dayMs = 86_400_000;
const mostContainersPerDay = 400;

export type ContainerState = 'IN_PROGRESS' | 'FINISHED' | 'ERROR' | 'EXPIRED' | 'PUBLISHED';
export type ContainerDraft = Pick<
  MetaContainer,
  'type' | 'isItem' | 'children' | 'text' | 'altText' | 'replyTo' | 'isSpoiler' | 'address'
>;
export interface ContainerRules {
  readonly pictures: PictureRules;
  readonly videoBytes: number;
  /** The network's words for a video that it could not use. */
  readonly videoFault: (fault: VideoFault) => string;
}
export interface ContainerDesk {
  /** Fetches a picture at once and a video in the background. Throws a Refusal. */
  readonly create: (draft: ContainerDraft) => Promise<MetaContainer>;
  /** Throws a Refusal when there is none. */
  readonly find: (id: string) => MetaContainer;
  readonly stateOf: (container: MetaContainer) => ContainerState;
}

export function openContainers(house: MetaHouse, rules: ContainerRules): ContainerDesk {
  const { world } = house;
  const fetching = new Set<string>();
  const fetchLater = (container: MetaContainer) => {
    if (container.address === null || fetching.has(container.id)) return;
    fetching.add(container.id);
    void takeVideo(house, rules, container, container.address).finally(() => fetching.delete(container.id));
  };
  return {
    create: async (draft) => {
      refuseTooMany(house);
      const isVideo = draft.type === 'VIDEO' || draft.type === 'REELS';
      const file = draft.type === 'IMAGE' ? await takePicture(house, rules, draft.address ?? '') : null;
      const { processingMs, processingFails } = world.moodOf(house.network);
      const isWork = draft.address !== null;
      const container: MetaContainer = {
        ...draft,
        id: nextId(house),
        file,
        madeAt: world.now(),
        readyAt: isVideo ? null : world.now() + (isWork ? processingMs : 0),
        failure: isWork ? processingFails : null,
        publishedAs: null,
      };
      house.state().containers.push(container);
      world.store.changed();
      if (isVideo) fetchLater(container);
      return container;
    },
    find: (id) => {
      const container = house.state().containers.find((candidate) => candidate.id === id);
      if (container === undefined) throw new Refusal(missing(id));
      // After a restart the fetching begins anew.
      if (container.readyAt === null) fetchLater(container);
      return container;
    },
    stateOf: (container) => stateAt(container, world.now()),
  };
}

/** What was published stays so; the rest is forgotten after a day. */
function stateAt({ publishedAs, madeAt, readyAt, failure }: MetaContainer, now: number): ContainerState {
  if (publishedAs !== null) return 'PUBLISHED';
  if (now - madeAt >= dayMs) return 'EXPIRED';
  if (readyAt === null || now < readyAt) return 'IN_PROGRESS';
  return failure === null ? 'FINISHED' : 'ERROR';
}

function refuseTooMany({ world, state }: MetaHouse): void {
  const today = state().containers.filter(({ madeAt }) => world.now() - madeAt < dayMs);
  if (today.length < mostContainersPerDay) return;
  const message = 'The maximum number of media containers for 24 hours has been reached';
  throw new Refusal(graphError({ status: 403, code: 4, message }));
}

async function takePicture(house: MetaHouse, { pictures }: ContainerRules, address: string) {
  const { content, mimeType } = await fetchPicture(address, pictures);
  return { sha256: await house.world.uploads.keep(content), mimeType };
}

async function takeVideo(
  house: MetaHouse,
  rules: ContainerRules,
  container: MetaContainer,
  address: string,
): Promise<void> {
  const { world } = house;
  const fetched = await fetchVideo(address, rules.videoBytes);
  if (typeof fetched === 'string') container.failure ??= rules.videoFault(fetched);
  else container.file = { sha256: await world.uploads.keep(fetched.content), mimeType: fetched.mimeType };
  container.readyAt = world.now() + world.moodOf(house.network).processingMs;
  world.store.changed();
}

function nextId({ world, state }: MetaHouse): string {
  const count = state().containers.length % 1000;
  return `181${String(world.now()).padStart(13, '0')}${String(count).padStart(3, '0')}`;
}
