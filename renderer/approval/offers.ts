/** What can be done about the copies of an original that changed, and what is left afterwards. */
import type { ApprovalRequest } from '../../contract/api.ts';
import type { CopyOffer, CopyWords, OfferView, Revision } from '../../contract/offers.ts';
import type { CrosspostId } from '../../contract/model.ts';
import type { CrosspostView, QueueDetail } from '../../contract/queue-views.ts';

/** A copy that can be brought up to date, with what it would say. */
export interface UpdatableCopy extends CopyOffer {
  readonly after: CopyWords;
  readonly afterHash: ApprovalRequest['contentHash'];
}

export function updatableOf({ copies }: OfferView): readonly UpdatableCopy[] {
  return copies.flatMap((copy) => {
    const { after, afterHash, stays } = copy;
    return stays === null && after !== null && afterHash !== null ? [{ ...copy, after, afterHash }] : [];
  });
}

export function removableOf({ copies }: OfferView): readonly CopyOffer[] {
  return copies.filter(({ canRemove }) => canRemove);
}

/** A yes to exactly the words that were shown. */
export function yesTo(copies: readonly UpdatableCopy[], chosen: readonly CrosspostId[]): readonly ApprovalRequest[] {
  return copies.filter(({ id }) => chosen.includes(id)).map(({ id, afterHash }) => ({ id, contentHash: afterHash }));
}

/** Whether the words of the copies are still being worked out. */
export function isWorkingOut({ copies }: OfferView): boolean {
  return copies.some(({ stays }) => stays === 'not_yet');
}

/** The card's own view of a copy: its name and address are drawn from there. */
export function viewOf({ crossposts }: QueueDetail, { id }: CopyOffer): CrosspostView | undefined {
  return crossposts.find((crosspost) => crosspost.id === id);
}

/** The alt texts that were changed, each by the number of its picture. */
export function altTextsChanged(
  { media: before }: Revision,
  { media: now }: Revision,
): readonly { readonly number: number; readonly was: string; readonly is: string }[] {
  return now.flatMap(({ altText: is }, index) => {
    const was = before[index]?.altText ?? '';
    return was === is ? [] : [{ number: index + 1, was, is }];
  });
}
