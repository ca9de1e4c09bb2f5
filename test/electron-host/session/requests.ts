// One Fetch.enable on the browser covers every page, worker and context. Each request is held twice at most: before it
// is sent, and (documents always, the rest only while the app listens to onHeadersReceived) when the answer's headers
// are there.
import type Electron from 'electron';
import type { Connection } from '../chromium/connection.ts';
import type { Command, EventDetails, Parameters, Protocol } from '../chromium/protocol.ts';
import { report } from '../host/report.ts';
import { runtime } from '../host/runtime.ts';
import { isPlaceholder } from '../window/placeholder.ts';
import { pageOfFrame } from '../window/registry.ts';
import type { Page } from '../window/page.ts';
import { answerFromScheme } from './scheme-answer.ts';
import { entriesOf, headersOf, locationOf, type HeaderEntry } from './headers.ts';
import { allProfiles, profileOfPartition, type Profile } from './profile.ts';
import { detailsOf, type RequestDetails } from './request-details.ts';
import { isRegisteredScheme, realUrlOf, virtualUrlOf } from './schemes.ts';

export type Paused = EventDetails<'Fetch.requestPaused'>;

/** A held request with what the stand-in knows of it. */
interface Held {
  readonly connection: Connection;
  readonly paused: Paused;
  readonly page: Page | undefined;
  readonly profile: Profile;
  readonly details: RequestDetails;
}

type Decision = Extract<Command, `Fetch.${string}`>;

export async function interceptRequests(connection: Connection): Promise<void> {
  connection.on('Fetch.requestPaused', (paused) => {
    if (isPlaceholder(paused.request.url)) return; // held for good, see placeholder.ts
    decide(connection, paused).catch((error: unknown) => {
      report(error);
      const { requestId } = paused;
      connection.send('Fetch.failRequest', { requestId, errorReason: 'Failed' }).catch(report);
    });
  });
  await watchRequests();
}

/** Says to Chromium which requests to hold. */
export async function watchRequests(): Promise<void> {
  const all = allProfiles().some(({ questions }) => questions.headersReceived.isAsked);
  await runtime.browser?.connection.send('Fetch.enable', {
    patterns: [
      { urlPattern: '*', requestStage: 'Request' },
      { urlPattern: '*', requestStage: 'Response', ...(all ? {} : { resourceType: 'Document' }) },
    ],
  });
}

async function decide(connection: Connection, paused: Paused): Promise<void> {
  const page = pageOfFrame(paused.frameId);
  if (page && paused.resourceType === 'Document') await page.prepared;
  const profile = page?.profile ?? profileOfPartition('');
  const held: Held = { connection, paused, page, profile, details: detailsOf(paused, page) };
  if (paused.responseErrorReason !== undefined) failed(held);
  else if (paused.responseStatusCode !== undefined) await decideAnswer(held, paused.responseStatusCode);
  else await decideRequest(held);
}

async function decideRequest(held: Held): Promise<void> {
  const { paused, page, profile, details } = held;
  const isDocument = paused.resourceType === 'Document';
  const isFirst = paused.redirectedRequestId === undefined;
  if (page && isDocument && isFirst && !page.navigation.mayNavigate(paused.frameId, addressOf(paused))) {
    return abort(held, 'Aborted');
  }
  const before = await profile.questions.beforeRequest.ask({ ...details, uploadData: [] });
  if (before.cancel) return abort(held, 'BlockedByClient');
  if (before.redirectURL !== undefined) {
    const location = { name: 'Location', value: realUrlOf(before.redirectURL) };
    return finish(held, 'Fetch.fulfillRequest', { responseCode: 307, responseHeaders: [location] });
  }
  const requestHeaders = paused.request.headers;
  const send = await profile.questions.beforeSendHeaders.ask({ ...details, requestHeaders });
  if (send.cancel) return abort(held, 'BlockedByClient');
  if (isRegisteredScheme(new URL(details.url).protocol.slice(0, -1))) return serve(held);
  return finish(held, 'Fetch.continueRequest', send.requestHeaders ? { headers: entriesOf(send.requestHeaders) } : {});
}

/** Answers a request for a scheme of the app's own. */
async function serve(held: Held): Promise<void> {
  const answer = await answerFromScheme(held.paused, held.details.url, held.profile);
  if (answer === undefined) return abort(held, 'Failed');
  const received = await askAboutHeaders(held, answer.status, answer.statusText, answer.headers);
  if (received.cancel) return abort(held, 'BlockedByClient');
  await documentArrives(held, answer.status, answer.statusText);
  return finish(held, 'Fetch.fulfillRequest', {
    responseCode: answer.status,
    responseHeaders: received.responseHeaders ? entriesOf(received.responseHeaders) : answer.headers,
    body: answer.body.toString('base64'),
  });
}

async function decideAnswer(held: Held, status: number): Promise<void> {
  const { paused, page } = held;
  const headers = paused.responseHeaders ?? [];
  const statusText = paused.responseStatusText ?? '';
  const received = await askAboutHeaders(held, status, statusText, headers);
  if (received.cancel) return abort(held, 'BlockedByClient');
  const location = status >= 300 && status < 400 ? locationOf(headers) : undefined;
  if (location !== undefined && page?.targetId === paused.frameId && paused.resourceType === 'Document') {
    const target = virtualUrlOf(new URL(location, paused.request.url).href);
    if (!page.navigation.mayRedirect(target)) return abort(held, 'Aborted');
  }
  await documentArrives(held, status, statusText);
  if (!received.responseHeaders) return finish(held, 'Fetch.continueRequest', {});
  return finish(held, 'Fetch.continueResponse', {
    responseCode: status,
    ...(statusText === '' ? {} : { responsePhrase: statusText }),
    responseHeaders: entriesOf(received.responseHeaders),
  });
}

async function askAboutHeaders(
  { profile, details }: Held,
  status: number,
  statusText: string,
  headers: readonly HeaderEntry[],
): Promise<Electron.HeadersReceivedResponse> {
  return profile.questions.headersReceived.ask({
    ...details,
    statusCode: status,
    statusLine: `HTTP/1.1 ${status} ${statusText}`.trim(),
    responseHeaders: headersOf(headers),
  });
}

/** Notes what a frame is about to show, and puts its origin's permissions in place. */
async function documentArrives({ paused, page, profile, details }: Held, status: number, text: string): Promise<void> {
  if (!page || paused.resourceType !== 'Document') return;
  page.frames.arrives(paused.frameId, details.url);
  if (page.targetId !== paused.frameId) return;
  page.navigation.answered(status, text);
  await profile.permissions.check(page.electronContents, details.url);
}

function failed(held: Held): void {
  const { paused, page, details } = held;
  if (paused.resourceType === 'Document' && page?.targetId === paused.frameId) {
    page.navigation.failed(details.url, paused.responseErrorReason ?? 'Failed');
  }
  finish(held, 'Fetch.continueRequest', {});
}

function addressOf({ request }: Paused): string {
  return virtualUrlOf(request.url + (request.urlFragment ?? ''));
}

function abort(held: Held, errorReason: Protocol.Network.ErrorReason): void {
  finish(held, 'Fetch.failRequest', { errorReason });
}

function finish<D extends Decision>(held: Held, decision: D, parameters: Omit<Parameters<D>, 'requestId'>): void {
  const { connection, paused } = held;
  connection.send(decision, { requestId: paused.requestId, ...parameters } as Parameters<D>).catch(report);
}
