/** From an offer to what the approval window is shown of it. */
import type { PostId } from '../../contract/model.ts';
import type { CopyOffer, OfferView } from '../../contract/offers.ts';
import type { Core } from './core.ts';
import { copiesOf, leftOf, revisedFor, revisedHash, whyStale } from './crosspost/offers.ts';
import { accountOf } from './crosspost/moves.ts';
import { canWithdraw } from './crosspost/withdraw.ts';
import type { OfferRecord } from './ports/offers.ts';
import type { CrosspostRecord } from './ports/records.ts';
import { isAtMost } from './privacy/audience.ts';
import { partsChanged, wordsOf } from './sync/revision.ts';

/** Null where nothing is offered, or no copy is left that it could be about. */
export function offerView(core: Core, postId: PostId): OfferView | null {
  const { read } = core.store;
  const offer = read.openOffer(postId);
  if (offer === null) return null;
  const copies = offer.answeredAt === null ? copiesOf(read, postId) : leftOf(read, offer);
  if (copies.length === 0) return null;
  const { kind, noticedAt, answer, original, revision } = offer;
  return {
    kind,
    noticedAt,
    answer,
    changed: revision === null ? [] : partsChanged(original, revision),
    original,
    revision,
    copies: copies.map((crosspost) => copyOffer(core, offer, crosspost)),
  };
}

function copyOffer(core: Core, offer: OfferRecord, crosspost: CrosspostRecord): CopyOffer {
  const { read } = core.store;
  const account = accountOf(read, crosspost);
  const revised = revisedFor(offer, crosspost);
  const original = read.post(crosspost.postId)?.audience ?? 'direct';
  return {
    id: crosspost.id,
    network: account.network,
    handle: account.handle,
    url: crosspost.remoteUrl,
    before: wordsOf(crosspost.content),
    after: revised && wordsOf(revised.content),
    afterHash: revised && revisedHash(revised, account, crosspost),
    stays: whyStale(core, offer, crosspost),
    canRemove: read.outputs(crosspost.id).length > 0 && canWithdraw(core, account),
    isWider: !isAtMost(crosspost.content.audience, original),
    isGoing: crosspost.dueAt !== null,
    problem: crosspost.problem,
  };
}
