import { report } from '../host/report.ts';
import type { HeaderEntry } from './headers.ts';
import type { Profile } from './profile.ts';
import type { Paused } from './requests.ts';
import { realUrlOf } from './schemes.ts';

export interface SchemeAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: HeaderEntry[];
  readonly body: Buffer;
}

/** Asks the app's protocol handler. Undefined: there is none in this session, or it failed. Bodies are not streamed. */
export async function answerFromScheme(
  { request }: Paused,
  url: string,
  profile: Profile,
): Promise<SchemeAnswer | undefined> {
  const handler = profile.handlers.get(new URL(url).protocol.slice(0, -1));
  if (!handler) return undefined;
  try {
    const body = request.postData === undefined ? {} : { body: request.postData };
    const response = await handler(new Request(url, { method: request.method, headers: request.headers, ...body }));
    if (response.type === 'error') return undefined;
    return {
      status: response.status,
      statusText: response.statusText,
      headers: [...response.headers].map(([name, value]) => ({ name, value: realHeader(name, value, url) })),
      body: Buffer.from(await response.arrayBuffer()),
    };
  } catch (error) {
    report(error);
    return undefined;
  }
}

function realHeader(name: string, value: string, url: string): string {
  return name === 'location' ? realUrlOf(new URL(value, url).href) : value;
}
