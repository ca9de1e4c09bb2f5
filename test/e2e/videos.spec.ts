/** Videos in windows: they play, a stretch at a time, from main's own folder and from nowhere else. */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readVideo } from '../../main/rehearsal/videos.ts';
import { expect, test } from './fixture.ts';

test('a window plays a video that is kept, and goes to any place in it', async ({ launch, start }) => {
  const bytes = await readVideo('town-pan');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const approval = await (await launch()).approval();
  const folder = path.join(start.userData, 'videos', sha256.slice(0, 2));
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, `${sha256}.mp4`), bytes);
  const address = `app://bundle/media/${sha256}`;

  const part = await approval.evaluate(async (url) => {
    const answer = await fetch(url, { headers: { Range: 'bytes=4-7' } });
    return [answer.status, await answer.text()];
  }, address);
  expect(part).toEqual([206, 'ftyp']);

  const shown = await approval.evaluate(async (url) => {
    const video = Object.assign(document.createElement('video'), { muted: true, preload: 'auto', src: url });
    document.body.append(video);
    const next = (event: string) =>
      new Promise<void>((resolve, reject) => {
        video.addEventListener(event, () => resolve(), { once: true });
        video.addEventListener('error', () => reject(new Error(video.error?.message)), { once: true });
      });
    await next('loadeddata');
    video.currentTime = 3;
    await next('seeked');
    return [video.videoWidth, video.videoHeight, video.duration, video.currentTime];
  }, address);
  expect(shown).toEqual([720, 720, 4, 3]);
});
