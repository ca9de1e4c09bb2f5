import { useTranslation } from 'react-i18next';
import type { CrosspostView, PostView } from '../../contract/queue-views.ts';
import { ActionButton } from '../ui/button.tsx';
import { NetworkMark } from '../ui/network-mark.tsx';
import { ask } from '../api.ts';
import { CardEditor } from './card-editor.tsx';
import { CardMenu } from './card-menu.tsx';
import { CardNotices } from './card-notices.tsx';
import { CardPost } from './card-post.tsx';
import { CardVoided } from './card-voided.tsx';
import { CardState } from './card-state.tsx';
import { Count } from './count.tsx';
import { isEditable } from './decisions.ts';
import { useCardActions } from './use-actions.ts';

interface CardProps {
  readonly crosspost: CrosspostView;
  readonly post: PostView;
}

/** One crosspost: how it will look there, what there is to say of it, and how it stands. */
export function Card({ crosspost, post }: CardProps) {
  const actions = useCardActions();
  const isEditing = actions.editing?.id === crosspost.id && isEditable(crosspost);
  const { account } = crosspost;
  const foot = (
    <div className="card-foot">
      <CardState crosspost={crosspost} />
      {isEditable(crosspost) && !isEditing && <CardButtons crosspost={crosspost} />}
    </div>
  );
  const isTrouble = crosspost.state === 'failed' || crosspost.state === 'unknown';
  return (
    <article className="card" data-state={crosspost.state} aria-labelledby={`card-${crosspost.id}`}>
      <header className="card-head">
        <NetworkMark network={account.network} />
        <h3 id={`card-${crosspost.id}`} className="card-title">
          {account.networkName}
        </h3>
        <Count crosspost={crosspost} isCounting={actions.isUnsaved(crosspost.id)} />
      </header>
      {/* What went wrong is what the card is about then. */}
      {isTrouble && foot}
      {isEditing && <CardEditor crosspost={crosspost} />}
      <CardPost crosspost={crosspost} />
      <CardVoided crosspost={crosspost} />
      <CardNotices crosspost={crosspost} audience={post.audience} />
      {!isTrouble && foot}
    </article>
  );
}

function CardButtons({ crosspost }: { readonly crosspost: CrosspostView }) {
  const { t } = useTranslation();
  const { edit, run } = useCardActions();
  const { id } = crosspost;
  return (
    <div className="card-buttons">
      {/* A refused crosspost has the one button that answers the refusal. */}
      {crosspost.state !== 'failed' && (
        <ActionButton look="quiet" onPress={() => edit({ id, field: 'text' })}>
          {t('approval.card.edit')}
        </ActionButton>
      )}
      <ActionButton look="quiet" onPress={() => run(() => ask('skip', { ids: [id] }))}>
        {t('approval.card.skip')}
      </ActionButton>
      <CardMenu crosspost={crosspost} />
    </div>
  );
}
