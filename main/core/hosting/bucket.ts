/** The bucket that the person owns: sealed like a sign-in, tried before it is kept. */
import type { Core } from '../core.ts';
import { ExpectedFailure } from '../core.ts';
import type { Bucket, BucketCheck, BucketForm } from '../ports/hosting.ts';
import { loadSealed, saveSealed } from '../vault.ts';
import { releaseFiles } from '../crosspost/release.ts';

export async function loadBucket(core: Core): Promise<Bucket | null> {
  return (await loadSealed(core, 'bucket')) as Bucket | null;
}

/**
 * Tries the bucket and keeps it. What was held only for want of a public address waits for a yes then. Throws
 * NetworkFailure with what is wrong; nothing is kept.
 */
export async function saveBucket(
  core: Core,
  form: BucketForm,
  check: (form: BucketForm) => BucketCheck,
  signal: AbortSignal,
): Promise<Bucket> {
  const kept = await loadBucket(core);
  // A window never learns the secret: left empty, the one that is kept stays.
  const checked = check({ ...form, secretAccessKey: form.secretAccessKey || (kept?.secretAccessKey ?? '') });
  if (checked.kind === 'wrong') throw new ExpectedFailure({ code: 'wrong_field', detail: checked.field });
  const { bucket } = checked;
  await core.bucketHost.test(bucket, signal);
  await saveSealed(core, 'bucket', { ...bucket }, (write, at) => {
    write.appendLedger({ at, action: 'bucket_saved', facts: { bucket: bucket.bucket, endpoint: bucket.endpoint } });
    releaseFiles(write, at);
  });
  core.changed({ kind: 'posts', postIds: [] });
  return bucket;
}

export function removeBucket(core: Core): void {
  const at = core.clock.now();
  core.store.write((write) => {
    if (write.eraseSealed('bucket') > 0) write.appendLedger({ at, action: 'bucket_removed', facts: {} });
  });
}
