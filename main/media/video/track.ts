/** The picture's track, as mediabunny describes it. */
import { BufferSource, Input, LogLevel, Logging, MP4, QTFF, WEBM } from 'mediabunny';
import { isVideoType } from '../kept-types.ts';
import type { VideoLook } from './look.ts';

Logging.level = LogLevel.Silent;

type Track = Pick<VideoLook, 'mimeType' | 'width' | 'height' | 'codec'>;

/**
 * The video track of a file that has descriptions and no frames: whatever a stranger's tables say, little is read. Null where
 * there is none.
 */
export async function trackOf(head: Uint8Array): Promise<Track | null> {
  const input = new Input({ source: new BufferSource(head), formats: [MP4, QTFF, WEBM] });
  try {
    const { mimeType } = await input.getFormat();
    const track = await input.getPrimaryVideoTrack();
    if (track === null || !isVideoType(mimeType)) return null;
    const [width, height] = [Math.round(await track.getDisplayWidth()), Math.round(await track.getDisplayHeight())];
    return { mimeType, width, height, codec: await track.getCodec() };
  } catch {
    return null;
  } finally {
    input.dispose();
  }
}
