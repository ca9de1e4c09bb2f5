import { useId } from 'react';
import { Check, Clock, type LucideIcon, Minus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { NetworkOption } from '../../contract/views.ts';
import { type OfferLine, offerLines } from './offers.ts';

const signs: Readonly<Record<OfferLine['answer'], LucideIcon>> = { yes: Check, later: Clock, no: Minus };

/** What the network's API can do and what it cannot, each with its reason: the honest matrix in words. */
export function NetworkOffers({ network }: { readonly network: NetworkOption }) {
  const { t } = useTranslation();
  const title = useId();
  return (
    <section aria-labelledby={title}>
      <h3 id={title} className="section-title">
        {t('settings.networks.offers', { network: network.name })}
      </h3>
      <ul className="offers">
        {offerLines(network.capabilities).map(({ capability, answer, reason }) => {
          const Sign = signs[answer];
          return (
            <li key={capability} className="offer" data-answer={answer}>
              <Sign size={16} aria-hidden />
              <span className="offer-words">
                {t(`words.offer.${capability}`)}
                <span className="for-readers">:</span>
                {reason !== null && (
                  <span className="offer-reason quiet small">
                    {t(`words.lack.${reason}`, {
                      network: network.name,
                      capability: t(`words.capability.${capability}`),
                    })}
                  </span>
                )}
              </span>
              <span className="offer-answer small">{t(`settings.networks.answer.${answer}`)}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
