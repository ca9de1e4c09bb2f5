import { type CSSProperties, useEffect, useRef, useState } from 'react';
import { Play } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { VideoView } from '../../contract/queue-views.ts';

interface VideoPlayerProps {
  readonly video: VideoView;
  /** Its name where it has no alt text. */
  readonly label: string;
}

/** A video with its still. Nothing of it is read before it is played, and it never plays by itself. */
export function VideoPlayer({ video, label }: VideoPlayerProps) {
  const { t } = useTranslation();
  const [wasPlayed, setPlayed] = useState(false);
  const player = useRef<HTMLVideoElement>(null);
  const { altText, width, height } = video;
  const play = (): void => {
    setPlayed(true);
    // What cannot be played says so in the player itself.
    void player.current?.play().catch(() => undefined);
  };
  // The button that had the focus is gone; the player's own controls take it.
  useEffect(() => {
    if (wasPlayed) player.current?.focus();
  }, [wasPlayed]);
  return (
    <div className="video" style={shapeOf(video)}>
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- networks hand out no captions; the alt text names it */}
      <video
        ref={player}
        src={video.src}
        controls={wasPlayed}
        preload="none"
        playsInline
        width={width}
        height={height}
        aria-label={altText === '' ? label : t('approval.card.videoOf', { altText })}
        {...(video.poster !== null && { poster: video.poster })}
      />
      {!wasPlayed && (
        <Button
          className="video-play"
          aria-label={altText === '' ? t('approval.card.play') : t('approval.card.playOf', { altText })}
          onPress={play}
        >
          <Play size={20} aria-hidden />
        </Button>
      )}
    </div>
  );
}

function shapeOf({ width, height }: VideoView): CSSProperties {
  return { aspectRatio: `${width} / ${height}`, '--ratio': width / height } as CSSProperties;
}
