import { useTranslation } from 'react-i18next';
import type { CrosspostView } from '../../contract/queue-views.ts';
import { FileLine } from './file-line.tsx';
import { VideoPlayer } from './video-player.tsx';

/** The video of a crosspost, and the file that goes. */
export function CardVideo({ video, content }: Pick<CrosspostView, 'video' | 'content'>) {
  const { t } = useTranslation();
  if (video === null || content.video === null) return null;
  return (
    <div className="pictures">
      <VideoPlayer video={video} label={t('approval.card.video')} />
      <ul className="files small quiet">
        <FileLine file={content.video} name={t('approval.card.video')} durationMs={content.video.durationMs} />
      </ul>
    </div>
  );
}
