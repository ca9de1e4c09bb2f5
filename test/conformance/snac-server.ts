/** The real Mastodon-API server snac2 behind the suite. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Delivery } from '../../main/rehearsal/state.ts';
import { snacJson, snacToken } from '../helpers/snac-api.ts';
import { consentOnSnac, startSnac } from '../helpers/snac.ts';
import { type RealServer } from './server.ts';

const identified = z.object({ id: z.string() });
const status = z.object({
  id: z.string(),
  url: z.string(),
  created_at: z.string(),
  content: z.string(),
  visibility: z.string(),
  in_reply_to_id: z.string().nullable(),
  spoiler_text: z.string(),
  media_attachments: z.array(z.object({ url: z.url(), type: z.string(), description: z.string() })),
});

export async function startSnacServer(): Promise<RealServer> {
  const snac = await startSnac();
  const user = await snac.addUser('mara');
  const token = await snacToken(snac, user);
  const { id } = identified.parse(await snacJson(snac, '/api/v1/accounts/verify_credentials', {}, token));
  const files = fileReader();
  const newestFirst = async () =>
    z.array(status).parse(await snacJson(snac, `/api/v1/accounts/${id}/statuses?limit=100`, {}, token));
  return {
    origins: [snac.url],
    addresses: {},
    instance: snac.host,
    consent: (url) => consentOnSnac(url, user),
    received: async () => await Promise.all((await newestFirst()).toReversed().map((post) => deliveryOf(post, files))),
    tidy: async () => {
      for (const post of await newestFirst())
        await snacJson(snac, `/api/v1/statuses/${post.id}`, { method: 'DELETE' }, token);
    },
    stop: snac.stop,
  };
}

async function deliveryOf(post: z.infer<typeof status>, files: FileReader): Promise<Delivery> {
  return {
    network: 'mastodon',
    id: post.id,
    url: post.url,
    at: Date.parse(post.created_at),
    title: '',
    text: wordsOf(post.content),
    visibility: post.visibility,
    replyTo: post.in_reply_to_id,
    warning: post.spoiler_text,
    key: null,
    media: await Promise.all(post.media_attachments.map(files)),
    deletedAt: null,
  };
}

/** The suite's texts have no signs that HTML writes otherwise. */
const wordsOf = (html: string): string => html.replace(/<[^>]+>/g, '').trim();

type FileReader = (named: z.infer<typeof status>['media_attachments'][number]) => Promise<Delivery['media'][number]>;

/** Reads each file once from the server. */
function fileReader(): FileReader {
  const read = new Map<string, Promise<{ readonly sha256: string; readonly mimeType: string }>>();
  return async ({ url, description: altText }) => {
    const file = read.get(url) ?? fileAt(url);
    read.set(url, file);
    return { ...(await file), altText };
  };
}

async function fileAt(url: string): Promise<{ readonly sha256: string; readonly mimeType: string }> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  const sha256 = createHash('sha256')
    .update(await answer.bytes())
    .digest('hex');
  return { sha256, mimeType: answer.headers.get('content-type') ?? '' };
}
