/** The person's own channel: developers.google.com/youtube/v3/docs/channels/list */
import { z } from 'zod';
import { NetworkFailure } from '../../core/ports/network.ts';
import { type RemoteProfile } from '../../core/ports/sign-in.ts';
import type { NetworkContext } from '../network.ts';

const channelSchema = z.object({
  id: z.string().min(1),
  snippet: z.object({ title: z.string().nullish(), customUrl: z.string().nullish() }),
  contentDetails: z.object({ relatedPlaylists: z.object({ uploads: z.string().min(1) }) }),
});
/** There are no items at all where the Google account has no channel. */
export const channelsSchema = z.object({ items: z.array(channelSchema).optional() });
export const ownChannelPath = '/youtube/v3/channels?part=snippet,contentDetails&mine=true';

export interface OwnChannel {
  readonly profile: RemoteProfile;
  readonly playlist: string;
}

/** Throws `account_action_needed` when there is no channel yet. */
export function ownChannel({ items = [] }: z.infer<typeof channelsSchema>, { addresses }: NetworkContext): OwnChannel {
  const [channel] = items;
  if (channel === undefined)
    throw new NetworkFailure({ code: 'account_action_needed', detail: 'This Google account has no YouTube channel.' });
  const { id, snippet, contentDetails } = channel;
  const { watch } = addresses.google;
  const title = snippet.title?.trim() || id;
  return {
    playlist: contentDetails.relatedPlaylists.uploads,
    profile: {
      remoteId: id,
      instance: watch,
      handle: snippet.customUrl?.replace(/^@/, '') || title,
      displayName: title,
      profileUrl: `${watch}/channel/${id}`,
    },
  };
}
