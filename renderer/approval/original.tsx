import { EyeOff, ExternalLink } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PostView } from '../../contract/queue-views.ts';
import { ActionButton } from '../ui/button.tsx';
import { useFormat } from '../ui/use-format.ts';
import { Handle } from '../ui/handle.tsx';
import { NetworkMark } from '../ui/network-mark.tsx';
import { networkNames } from '../../contract/network-names.ts';
import { useNow } from '../ui/now.ts';
import { Segments } from '../ui/segments.tsx';
import { AudienceLabel } from './audience.tsx';
import { Carousel } from './carousel.tsx';
import { OriginalVideo } from './original-video.tsx';

interface OriginalProps {
  readonly post: PostView;
  readonly picture: number;
  readonly onPicture: (index: number) => void;
  readonly onOpen: () => void;
}

/** The post as it is at its source. */
export function Original({ post, picture, onPicture, onOpen }: OriginalProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(60_000);
  return (
    <article className="original" aria-label={t('approval.original.label')}>
      <header className="original-head">
        <NetworkMark network={post.account.network} />
        <h2 className="original-from">
          {networkNames[post.account.network]}
          <span className="original-handle quiet">
            <Handle handle={post.account.handle} />
          </span>
        </h2>
        <ActionButton look="quiet" onPress={onOpen}>
          {t('approval.original.open')}
          <ExternalLink size={16} aria-hidden />
        </ActionButton>
      </header>
      <Carousel pictures={post.pictures} index={picture} onIndex={onPicture} />
      {post.video !== null && <OriginalVideo video={post.video} />}
      {post.warning !== null && (
        <p dir="auto" className="content-warning">
          {t('approval.original.warning', { warning: post.warning })}
        </p>
      )}
      {post.text === '' ? (
        <p className="quiet">{t('approval.original.noText')}</p>
      ) : (
        <div className="caption">
          <Segments segments={post.segments} />
        </div>
      )}
      <p className="facts quiet small">
        <AudienceLabel audience={post.audience} />
        <time dateTime={new Date(post.publishedAt).toISOString()}>{format.timeWithDay(post.publishedAt, now)}</time>
        {post.sensitive && (
          <span className="with-icon">
            <EyeOff size={16} aria-hidden />
            {t('approval.original.sensitive')}
          </span>
        )}
      </p>
    </article>
  );
}
