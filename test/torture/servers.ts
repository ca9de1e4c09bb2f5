/** The ten pretend networks, in this process: they go on while the program is ended, and know what they received. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { NetworkId } from '../../contract/model.ts';
import { controlHeader } from '../../main/rehearsal/control.ts';
import { type Rehearsal, startRehearsal } from '../../main/rehearsal/rehearsal.ts';
import type { Delivery } from '../../main/rehearsal/state.ts';
import { consentInRehearsal, type Controls, controlsOf } from '../helpers/rehearsal-world.ts';
import type { Befalls } from './befalls.ts';
import { type PlannedPost, textOf } from './plan.ts';

export interface Servers {
  readonly addressesFile: string;
  readonly instanceOf: (network: NetworkId) => string | undefined;
  readonly publish: (post: PlannedPost) => Promise<void>;
  readonly endSignIns: Controls['endSignIns'];
  /** Everything that apps posted, oldest first, what was deleted again too. */
  readonly received: () => Promise<readonly Delivery[]>;
  /** A person at a sign-in page: nothing befalls them there. */
  readonly consent: (url: string) => Promise<string>;
  readonly stop: () => Promise<void>;
}

export async function startServers(folder: string, now: () => number, befalls: Befalls): Promise<Servers> {
  const rehearsal = await startRehearsal({ dataDir: folder, drawsAhead: false, now, befalls: befalls.of });
  const addressesFile = path.join(folder, 'addresses.json');
  await writeFile(addressesFile, JSON.stringify(rehearsal.addresses));
  const controls = controlsOf(rehearsal);
  return {
    addressesFile,
    instanceOf: (network) => instanceIn(rehearsal, network),
    publish: async (post) => void (await controls.publish(requestFor(post))),
    endSignIns: controls.endSignIns,
    received: () => receivedBy(rehearsal),
    consent: (url) => consentInRehearsal(url, null),
    stop: rehearsal.stop,
  };
}

function instanceIn({ addresses }: Rehearsal, network: NetworkId): string | undefined {
  if (network === 'mastodon') return addresses.mastodonPreset;
  if (network === 'pixelfed') return addresses.pixelfedPreset;
  return network === 'bluesky' ? addresses.blueskyPreset : undefined;
}

async function receivedBy({ control }: Rehearsal): Promise<readonly Delivery[]> {
  const answer = await fetch(`${control.base}/received`, { headers: { [controlHeader]: control.token } });
  const { deliveries } = (await answer.json()) as { readonly deliveries: readonly Delivery[] };
  return deliveries;
}

function requestFor(post: PlannedPost): Parameters<Controls['publish']>[0] {
  const { source, media, isForFew, marker } = post;
  const picture = { scene: 'fog-harbour', altText: `Cranes fade into the fog, ${marker}` } as const;
  const other = { scene: 'dunes-noon', altText: `Dunes under a blue sky, ${marker}` } as const;
  return {
    network: source,
    text: textOf(post),
    ...(media === 'picture' && { pictures: [picture] }),
    ...(media === 'two_pictures' && { pictures: [picture, other] }),
    ...(media === 'video' && { video: { name: 'town-pan', altText: `A slow look around, ${marker}` } }),
    ...(isForFew && { visibility: 'private' }),
  };
}
