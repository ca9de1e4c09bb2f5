/** A picture that cannot be read any more when it is sent must end in an outcome of the call, and in nothing else. */
import { openAsBlob } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { client, failureOf, write } from '../helpers/http-client.ts';
import { answerJson, startLoopback } from '../helpers/loopback.ts';

/** A file that is opened, and another one by the time it is read. */
async function changedPicture(): Promise<Blob> {
  const folder = await mkdtemp(join(tmpdir(), 'crosstie-upload-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'picture.jpg');
  await writeFile(file, new Uint8Array(200_000));
  const picture = await openAsBlob(file, { type: 'image/jpeg' });
  await writeFile(file, new Uint8Array(100_000));
  return picture;
}

test('a picture that changed since it was checked is not sent, and leaves no error behind that nobody hears', async () => {
  const unheard: unknown[] = [];
  const listener = (reason: unknown): void => void unheard.push(reason);
  process.on('unhandledRejection', listener);
  onTestFinished(() => void process.off('unhandledRejection', listener));
  const server = await startLoopback((_, response) => answerJson(response, {}));
  onTestFinished(server.close);
  const multipart = new FormData();
  multipart.set('file', await changedPicture(), 'picture.jpg');
  const failure = await failureOf(client().http.text(write(server.url, { body: { multipart }, timeoutMs: 2_000 })));
  expect(failure).toMatchObject({ problem: { code: 'media_unreachable' }, notSent: true });
  expect(unheard).toEqual([]);
  expect(server.asked).toEqual([]);
});
