/** Videos: learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/videos-api */
import type { ContentVideo } from '../../../contract/model.ts';
import type { PublishStep, StepOutcome } from '../../core/ports/network.ts';
import { videoStartSchema } from './parse.ts';
import { unsent } from './session.ts';
import { endUpload, videoReady } from './video-end.ts';
import { sendParts } from './video-parts.ts';
import { accepted, partSteps, type VideoWork } from './video-work.ts';

/** Nobody sees any of it. */
export function videoSteps(video: ContentVideo): readonly PublishStep[] {
  return ['video-start', ...partSteps(video), 'video-end', 'video-ready'].map((name) => ({ name, safety: 'repeat' }));
}

export async function performVideoStep(work: VideoWork): Promise<StepOutcome> {
  const { name } = work.input.step;
  if (name === 'video-start') return startUpload(work);
  if (name === 'video-end') return endUpload(work);
  if (name === 'video-ready') return unsent(() => videoReady(work));
  return sendParts(partSteps(work.video).indexOf(name), work);
}

/** Asks for the addresses of the parts, four megabytes each. A second video in place of a lost one harms nobody. */
async function startUpload({ video, session }: VideoWork): Promise<StepOutcome> {
  const { sizeBytes: fileSizeBytes } = video;
  const asked = { owner: session.author, fileSizeBytes, uploadCaptions: false, uploadThumbnail: false };
  const { value } = await session.writeJson(videoStartSchema, {
    method: 'POST',
    path: '/rest/videos?action=initializeUpload',
    body: { json: { initializeUploadRequest: asked } },
    kind: 'upload',
  });
  const { video: urn, uploadToken, uploadUrlsExpireAt, uploadInstructions } = value;
  const parts = uploadInstructions.map(({ uploadUrl, ...bytes }) => ({ url: uploadUrl, ...bytes }));
  return accepted({ video: urn, uploadToken: uploadToken ?? '', endsAt: uploadUrlsExpireAt ?? null, parts });
}
