/** The bytes of a video, part by part. */
import { NetworkFailure, type StepOutcome } from '../../core/ports/network.ts';
import { StatusFailure } from '../http/failure.ts';
import { fileOf } from './upload.ts';
import { accepted, bytesPerStep, forgotten, type StartedVideo, startedVideo, type VideoWork } from './video-work.ts';

const mostTries = 3;
const retryAfterMs = 250;
/** An upload address that is not good any more. */
const forgottenStatuses: ReadonlySet<number> = new Set([403, 404, 410]);

/**
 * The parts that begin in this step's stretch of the file. LinkedIn has no offset to ask for: a part has an address of its
 * own, counts whole or not at all, and one that is put there again takes the place of the one before.
 */
export async function sendParts(index: number, work: VideoWork): Promise<StepOutcome> {
  const { endsAt, parts } = startedVideo(work.input);
  if (endsAt !== null && endsAt <= work.context.now()) return forgotten('The upload addresses have expired.');
  const [from, to] = [index * bytesPerStep, (index + 1) * bytesPerStep];
  const file = await fileOf(work.input, work.video);
  const etags: string[] = [];
  try {
    for (const part of parts.filter(({ firstByte }) => firstByte >= from && firstByte < to)) {
      etags.push(await sendPart(part, file, work));
    }
  } catch (error) {
    const isForgotten = error instanceof StatusFailure && forgottenStatuses.has(error.answer.status);
    if (!isForgotten) throw error;
    return forgotten(error.problem.detail ?? 'LinkedIn does not know the upload address any more.');
  }
  return accepted({ etags });
}

/** One part, the only one in memory; sent again after a connection that broke. Answers its etag. */
async function sendPart(part: StartedVideo['parts'][number], file: Blob, work: VideoWork): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    try {
      const { headers } = await work.session.put(part.url, file.slice(part.firstByte, part.lastByte + 1));
      return headers.get('etag') ?? leftOut('etag');
    } catch (error) {
      if (tries === mostTries || work.signal.aborted || !mayPass(error)) throw error;
      await work.context.wait(retryAfterMs * tries, work.signal);
    }
  }
}

const mayPass = (error: unknown): boolean =>
  error instanceof StatusFailure
    ? error.answer.status >= 500
    : error instanceof NetworkFailure && ['unreachable', 'timeout'].includes(error.problem.code);

function leftOut(header: string): never {
  throw new NetworkFailure({ code: 'bad_answer', detail: `LinkedIn left out the header “${header}”.` });
}
