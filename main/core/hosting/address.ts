/**
 * A public web address for a file, for networks that fetch files themselves. In this order: where it lies already, the
 * original's own address, the person's bucket, an upload at a linked account that can hold files. Whatever it is, it is fetched
 * first: only an address that shows exactly the approved bytes is handed out.
 */
import { NetworkFailure } from '../ports/network.ts';
import type { Sha256 } from '../../../contract/model.ts';
import type { Core } from '../core.ts';
import { callFor, connectorFor, needsSignIn } from '../core.ts';
import { note } from '../crosspost/moves.ts';
import { passes } from '../crosspost/retry.ts';
import type { Bucket } from '../ports/hosting.ts';
import type { AccountRecord, CrosspostRecord, HostedFileRecord, PostRecord } from '../ports/records.ts';
import type { Reader } from '../ports/store.ts';
import { loadBucket } from './bucket.ts';

export interface FileToShow {
  readonly sha256: Sha256;
  readonly bytes: Blob;
}

/** Throws NetworkFailure, certainly unsent: `needs_public_address` where there is no place, or what went wrong there. */
export async function publicAddress(
  core: Core,
  crosspost: CrosspostRecord,
  file: FileToShow,
  signal: AbortSignal,
): Promise<string> {
  const isShown = async (url: string): Promise<boolean> => shows(core, url, file, signal);
  const original = originalAddress(core.store.read, core, crosspost.postId, file.sha256);
  const bucket = await loadBucket(core);
  const hasAnother = bucket !== null || hostingAccount(core) !== null;
  const orElsewhere = (thrown: unknown): boolean => {
    if (hasAnother && !signal.aborted && thrown instanceof NetworkFailure) return false;
    throw thrown;
  };
  if (original !== null && (await isShown(original).catch(orElsewhere))) return original;
  const lying = await lyingAddress(core, crosspost, file, bucket);
  if (lying !== null && (await isShown(lying))) return lying;
  const put =
    bucket === null
      ? await putAtAccount(core, crosspost, file, signal)
      : await putInBucket(core, crosspost, file, bucket, signal);
  if (put !== null && (await isShown(put))) return put;
  throw new NetworkFailure({ code: 'needs_public_address' }, { notSent: true });
}

/** Whether an address could be had for this file, as far as that is known without asking anyone. */
export function hasAddressFor(core: Core, post: PostRecord, sha256: Sha256, hasBucket: boolean): boolean {
  if (hasBucket || hostingAccount(core) !== null) return true;
  return originalAddress(core.store.read, core, post.id, sha256) !== null;
}

/** The address at the source, where that network shows its media to anyone and the file is the original's own. */
function originalAddress(read: Reader, core: Core, postId: PostRecord['id'], sha256: Sha256): string | null {
  const post = read.post(postId);
  const source = post === null ? null : read.account(post.accountId);
  if (source === null || core.connectors.get(source.network)?.about.hasPublicMedia !== true) return null;
  return read.media(postId).find(({ file }) => file?.sha256 === sha256)?.url ?? null;
}

/** Throws NetworkFailure, certainly unsent, when it cannot be told at the moment. */
async function shows(core: Core, url: string, { sha256, bytes }: FileToShow, signal: AbortSignal): Promise<boolean> {
  try {
    return (await core.web.hashOf(url, bytes.size, signal)) === sha256;
  } catch (thrown) {
    if (!(thrown instanceof NetworkFailure)) throw thrown;
    const isTold = !signal.aborted && !passes(thrown.problem);
    if (isTold) return false;
    throw new NetworkFailure(thrown.problem, { notSent: true, cause: thrown });
  }
}

async function lyingAddress(
  core: Core,
  crosspost: CrosspostRecord,
  { sha256 }: FileToShow,
  bucket: Bucket | null,
): Promise<string | null> {
  const lying = core.store.read
    .hostedFiles(crosspost.id)
    .find((hosted) => hosted.sha256 === sha256 && hosted.url !== null);
  if (lying === undefined) return null;
  // A presigned address ends after an hour: it is made anew.
  return lying.host === 'bucket' && bucket !== null ? core.bucketHost.addressOf(bucket, lying.name) : lying.url;
}

async function putInBucket(
  core: Core,
  crosspost: CrosspostRecord,
  { sha256, bytes }: FileToShow,
  bucket: Bucket,
  signal: AbortSignal,
): Promise<string> {
  const name = `${core.newKey()}.${bytes.type.split('/')[1] ?? 'bin'}`;
  const id = beginHosting(core, crosspost, { sha256, host: 'bucket', accountId: null, name });
  await unsent(() => core.bucketHost.put(bucket, name, bytes, signal));
  core.passing?.('file_hosted');
  const url = await core.bucketHost.addressOf(bucket, name);
  core.store.write((write) => write.setHostedFile(id, name, url));
  return url;
}

async function putAtAccount(
  core: Core,
  crosspost: CrosspostRecord,
  { sha256, bytes }: FileToShow,
  signal: AbortSignal,
): Promise<string | null> {
  const account = hostingAccount(core);
  const host = account === null ? undefined : connectorFor(core, account.network).host;
  if (account === null || host === undefined) return null;
  const id = beginHosting(core, crosspost, { sha256, host: 'account', accountId: account.id, name: '' });
  const { remoteId, url } = await unsent(() => host.put(bytes, callFor(core, account, signal)));
  core.passing?.('file_hosted');
  core.store.write((write) => write.setHostedFile(id, remoteId, url));
  return url;
}

/** A linked account of a network that keeps files at addresses anyone can fetch. Trouble that passes is no reason against it. */
function hostingAccount(core: Core): AccountRecord | null {
  const canHost = ({ network, state }: AccountRecord): boolean =>
    state !== 'link_again' && core.connectors.get(network)?.host !== undefined;
  return core.store.read.accounts().find(canHost) ?? null;
}

/** The row is committed before the file is there: a crash leaves a row whose file is perhaps missing, never the reverse. */
function beginHosting(
  core: Core,
  crosspost: CrosspostRecord,
  file: Pick<HostedFileRecord, 'sha256' | 'host' | 'accountId' | 'name'>,
): number {
  const at = core.clock.now();
  const id = core.store.write((write) => {
    note(write, at, 'file_hosted', crosspost, { sha256: file.sha256, host: file.host });
    return write.addHostedFile({ ...file, crosspostId: crosspost.id, putAt: at });
  });
  core.passing?.('hosting_begun');
  return id;
}

/**
 * Whatever goes wrong on the way to a public address, the network that is published to got nothing. A place that its keys do
 * not open any more is no place: said as it is, it would seem to be the sign-in of the account that is published to.
 */
async function unsent<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof NetworkFailure)) throw thrown;
    const { problem } = thrown;
    const isShut = needsSignIn(problem) || problem.code === 'keys_refused';
    const said = isShut ? ({ ...problem, code: 'needs_public_address' } as const) : problem;
    throw new NetworkFailure(said, { notSent: true, cause: thrown });
  }
}
