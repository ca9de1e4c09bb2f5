import { useTranslation } from 'react-i18next';
import type { VideoView } from '../../contract/queue-views.ts';
import { useFormat } from '../ui/use-format.ts';
import { AltText } from './alt-text.tsx';
import { VideoPlayer } from './video-player.tsx';

/** The video of the original, whole. */
export function OriginalVideo({ video }: { readonly video: VideoView }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="carousel">
      <VideoPlayer video={video} label={t('approval.original.video')} />
      <p className="facts quiet small">
        {video.width} × {video.height} · {format.clip(video.durationMs)}
      </p>
      <AltText altText={video.altText} />
    </div>
  );
}
