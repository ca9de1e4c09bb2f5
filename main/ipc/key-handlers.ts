/** The calls about what a person brings along: developer apps and a bucket. */
import type { KeysRequest } from '../../contract/api.ts';
import type { NetworkId } from '../../contract/model.ts';
import type { NetworkOption } from '../../contract/views.ts';
import type { BucketView } from '../../contract/keys.ts';
import { connectorFor } from '../core/core.ts';
import { loadBucket, removeBucket, saveBucket } from '../core/hosting/bucket.ts';
import { removeKeys, saveKeys, testKeys } from '../core/keys/keys.ts';
import type { Bucket } from '../core/ports/hosting.ts';
import { networkOption } from '../core/views.ts';
import type { Handlers } from './answer.ts';
import type { Serves } from './handlers.ts';

/** For what a window waits for and a network answers. */
export const callTimeoutMs = 30_000;

type KeyHandlers = Pick<Handlers, 'testKeys' | 'saveKeys' | 'removeKeys' | 'bucket' | 'saveBucket' | 'removeBucket'>;

export function keyHandlers({
  core,
  scheduler,
  checkBucket,
}: Pick<Serves, 'core' | 'scheduler' | 'checkBucket'>): KeyHandlers {
  const option = (network: NetworkId): Promise<NetworkOption> => networkOption(core, connectorFor(core, network));
  return {
    testKeys: ({ network, ...keys }: KeysRequest) => testKeys(core, network, keys, AbortSignal.timeout(callTimeoutMs)),
    saveKeys: async ({ network, ...keys }) => {
      await saveKeys(core, network, keys);
      return option(network);
    },
    removeKeys: ({ network }) => {
      removeKeys(core, network);
      return option(network);
    },
    bucket: async () => {
      const bucket = await loadBucket(core);
      return bucket && bucketView(bucket);
    },
    saveBucket: async (form) => {
      const bucket = await saveBucket(core, form, checkBucket, AbortSignal.timeout(callTimeoutMs));
      scheduler.wake();
      return bucketView(bucket);
    },
    removeBucket: () => removeBucket(core),
  };
}

/** Without the secret. */
function bucketView(bucket: Bucket): BucketView {
  const { endpoint, region, bucket: name, prefix, publicBase, accessKeyId } = bucket;
  return { endpoint, region, bucket: name, prefix, publicBase: publicBase ?? '', accessKeyId };
}
