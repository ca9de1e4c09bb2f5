/** The real Bluesky PDS behind the suite. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { defaultAddresses } from '../../main/networks/addresses.ts';
import type { Delivery } from '../../main/rehearsal/state.ts';
import { answerJson, startLoopback } from '../helpers/loopback.ts';
import { consentOnPds } from '../helpers/pds-consent.ts';
import { type PdsRecord, type PdsServer, startPds } from '../helpers/pds.ts';
import { type RealServer } from './server.ts';

const blob = z.object({ ref: z.object({ $link: z.string() }), mimeType: z.string() });
const post = z.object({
  text: z.string(),
  createdAt: z.string(),
  reply: z.object({ parent: z.object({ uri: z.string() }) }).optional(),
  embed: z
    .object({
      images: z.array(z.object({ alt: z.string(), image: blob })).default([]),
      video: blob.optional(),
      alt: z.string().default(''),
    })
    .optional(),
});
type FileThere = Delivery['media'][number];

/** A server of a person's own: Bluesky's video service does not know it, so a video goes to the server itself. */
export async function startPdsServer(): Promise<RealServer> {
  const pds = await startPds();
  const account = await pds.createAccount('mara-lindqvist.test');
  const videoService = await startLoopback((_, response) =>
    answerJson(response, { error: 'BadJwtIss', message: 'Unknown server' }, 401),
  );
  // A server names itself in tokens, and an address of numbers is no name.
  const video = videoService.url.replace('127.0.0.1', 'localhost');
  const files = fileReader(pds, account.did);
  return {
    origins: [pds.url, pds.plcUrl, video],
    addresses: {
      bluesky: { ...defaultAddresses.bluesky, service: pds.url, plcDirectory: pds.plcUrl, video },
    },
    instance: account.handle,
    consent: (url) => consentOnPds(url, account),
    received: async () => {
      const newestFirst = await pds.listPosts(account.did);
      return await Promise.all(newestFirst.toReversed().map((record) => deliveryOf(record, files)));
    },
    // Each post is found under its own key, however many there are.
    tidy: async () => {},
    stop: async () => {
      await videoService.close();
      await pds.stop();
    },
  };
}

async function deliveryOf({ uri, value }: PdsRecord, files: FileReader): Promise<Delivery> {
  const { text, createdAt, reply, embed } = post.parse(value);
  const { images = [], video, alt = '' } = embed ?? {};
  const named = [...images, ...(video === undefined ? [] : [{ alt, image: video }])];
  return {
    network: 'bluesky',
    id: uri,
    url: uri,
    at: Date.parse(createdAt),
    title: '',
    text,
    visibility: 'public',
    replyTo: reply?.parent.uri ?? null,
    warning: '',
    key: uri.split('/').at(-1) ?? null,
    media: await Promise.all(named.map(({ alt: altText, image }) => files(image, altText))),
    deletedAt: null,
  };
}

type FileReader = (named: z.infer<typeof blob>, altText: string) => Promise<FileThere>;

/** Reads each file once from the server. */
function fileReader(pds: PdsServer, did: string): FileReader {
  const hashes = new Map<string, Promise<string>>();
  const hashOf = async (cid: string): Promise<string> =>
    createHash('sha256')
      .update(await pds.getBlob(did, cid))
      .digest('hex');
  return async ({ ref: { $link: cid }, mimeType }, altText) => {
    const hash = hashes.get(cid) ?? hashOf(cid);
    hashes.set(cid, hash);
    return { sha256: await hash, altText, mimeType };
  };
}
