/** What a server says of itself and of its limits. */
import { json, type Route } from '../server.ts';
import type { ServerContext } from './server-context.ts';

export const instanceRoutes = (context: ServerContext): readonly Route[] => [
  { method: 'GET', path: '/api/v2/instance', handle: () => json(200, instanceV2(context)) },
  { method: 'GET', path: '/api/v1/instance', handle: () => json(200, instanceV1(context)) },
];

function configuration({ dialect }: ServerContext): Record<string, unknown> {
  return {
    statuses: {
      max_characters: dialect.characters,
      max_media_attachments: dialect.mediaPerStatus,
      characters_reserved_per_url: 23,
    },
    media_attachments: {
      supported_mime_types: [...dialect.pictureTypes, ...dialect.videoTypes],
      description_limit: dialect.descriptionCharacters,
      image_size_limit: dialect.pictureBytes,
      image_matrix_limit: dialect.picturePixels,
      video_size_limit: dialect.videoBytes,
      video_frame_rate_limit: 120,
      video_matrix_limit: 8_294_400,
    },
    polls: {
      max_options: dialect.network === 'pixelfed' ? 0 : 4,
      max_characters_per_option: 50,
      min_expiration: 300,
      max_expiration: 2_629_746,
    },
  };
}

function instanceV2(context: ServerContext): Record<string, unknown> {
  const { dialect } = context;
  const urls = { streaming: dialect.network === 'pixelfed' ? null : context.base().replace('http', 'ws') };
  return {
    domain: new URL(context.base()).host,
    title: `Rehearsal ${dialect.name}`,
    version: dialect.version,
    source_url: null,
    description: `A pretend ${dialect.name} server on this computer.`,
    usage: { users: { active_month: 1 } },
    languages: ['en', 'de'],
    configuration: { urls, ...configuration(context) },
    registrations: { enabled: false, approval_required: false, message: null },
    ...(dialect.network === 'mastodon' ? { api_versions: { mastodon: 7 } } : {}),
    contact: { email: 'nobody@rehearsal.example', account: null },
    rules: [],
  };
}

function instanceV1(context: ServerContext): Record<string, unknown> {
  const { dialect } = context;
  return {
    uri: new URL(context.base()).host,
    title: `Rehearsal ${dialect.name}`,
    short_description: `A pretend ${dialect.name} server on this computer.`,
    version: dialect.version,
    stats: { user_count: 1, status_count: 6, domain_count: 1 },
    languages: ['en', 'de'],
    registrations: false,
    configuration: configuration(context),
    rules: [],
  };
}
