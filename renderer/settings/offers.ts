/** What a network offers, as lines to be read: the answer, and the reason where it is no. */
import { capabilities, type Capabilities, type Capability, type LackReason } from '../../contract/capabilities.ts';

export interface OfferLine {
  readonly capability: Capability;
  readonly answer: 'yes' | 'later' | 'no';
  readonly reason: LackReason | 'later' | null;
}

/** In the order of the contract, from reading to messages. */
export function offerLines(offers: Capabilities): readonly OfferLine[] {
  return capabilities.map((capability): OfferLine => {
    const offer = offers[capability];
    if (offer === 'yes') return { capability, answer: 'yes', reason: null };
    if (offer === 'later') return { capability, answer: 'later', reason: 'later' };
    return { capability, answer: 'no', reason: offer };
  });
}
