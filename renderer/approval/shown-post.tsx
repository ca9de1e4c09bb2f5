import { useTranslation } from 'react-i18next';
import { ask, problemOf } from '../api.ts';
import { FailedState, Shape } from '../ui/states.tsx';
import { Card } from './card.tsx';
import { OfferBand } from './offer-band.tsx';
import { Original } from './original.tsx';
import { useCardActions } from './use-actions.ts';
import type { Shown } from './use-shown.ts';

interface ShownPostProps {
  readonly detail: Shown['detail'];
  readonly picture: number;
  readonly onPicture: (index: number) => void;
}

/** The original in the middle and a card for each place it goes to. */
export function ShownPost({ detail, picture, onPicture }: ShownPostProps) {
  const { t } = useTranslation();
  const { run } = useCardActions();
  if (detail.isError) return <FailedState problem={problemOf(detail.error)} onAgain={() => void detail.refetch()} />;
  if (detail.data === undefined) return <PostShape />;
  const { post, crossposts, offer } = detail.data;
  return (
    <div className="shown" key={post.id}>
      <div className="column">
        {offer !== null && <OfferBand offer={offer} detail={detail.data} />}
        <Original
          post={post}
          picture={picture}
          onPicture={onPicture}
          onOpen={() => run(() => ask('open', { what: 'post', id: post.id }))}
        />
      </div>
      <section className="column cards" aria-label={t('approval.card.list')}>
        {crossposts.length === 0 && <p className="quiet">{t('approval.card.none')}</p>}
        {crossposts.map((crosspost) => (
          <Card key={crosspost.id} crosspost={crosspost} post={post} />
        ))}
      </section>
    </div>
  );
}

function PostShape() {
  return (
    <div className="shown" aria-hidden>
      <div className="column">
        <Shape width="100%" height="20rem" />
        <Shape width="70%" height="1rem" />
      </div>
      <div className="column cards">
        <Shape width="100%" height="16rem" />
      </div>
    </div>
  );
}
