/** How Meta's servers fetch what an app names by its address: https and this computer's loopback stand in for the web. */

/** networks.md, section 1c. */
export const fetcherAgent = 'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)';
const robotName = 'facebookexternalhit';
const timeoutMs = 20_000;
const mostRedirects = 3;

export type FetchedMedia =
  | { readonly kind: 'fetched'; readonly content: Buffer<ArrayBuffer> }
  /** `unreachable` is every reason why there is nothing to look at: no such host, no 200, a robots.txt that says no. */
  | { readonly kind: 'unreachable' | 'timeout' | 'too_large' };

/** Never asks anything but this computer: a rehearsal leaves no trace on the web. */
export async function fetchMedia(address: string, maxBytes: number): Promise<FetchedMedia> {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !isLoopback(url)) return { kind: 'unreachable' };
  try {
    if (!(await mayFetch(url))) return { kind: 'unreachable' };
    const response = await follow(url);
    return response?.status === 200 ? await readUpTo(response, maxBytes) : { kind: 'unreachable' };
  } catch (error) {
    return { kind: error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'unreachable' };
  }
}

const isLoopback = ({ protocol, hostname }: URL) => protocol === 'http:' && hostname === '127.0.0.1';

const ask = (url: URL): Promise<Response> =>
  fetch(url, {
    headers: { 'user-agent': fetcherAgent },
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  });

/** A redirect to another host is not followed. */
async function follow(from: URL, hops = 0): Promise<Response | null> {
  const response = await ask(from);
  const location = response.headers.get('location');
  if (response.status < 300 || response.status > 399 || location === null) return response;
  await response.body?.cancel();
  const target = new URL(location, from);
  return target.host === from.host && hops < mostRedirects ? follow(target, hops + 1) : null;
}

async function readUpTo(response: Response, maxBytes: number): Promise<FetchedMedia> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) return { kind: 'too_large' };
    chunks.push(chunk);
  }
  return { kind: 'fetched', content: Buffer.concat(chunks) };
}

/** Without a robots.txt everything may be fetched (RFC 9309, 2.3.1.3). */
async function mayFetch(url: URL): Promise<boolean> {
  const response = await ask(new URL('/robots.txt', url));
  if (response.status !== 200) {
    await response.body?.cancel();
    return true;
  }
  return allows(await response.text(), url.pathname);
}

/** The group of this robot, or the one of all robots; the longest rule that fits decides (RFC 9309, 2.2). */
export function allows(robots: string, path: string): boolean {
  const groups = groupsOf(robots);
  const own = groups.filter(({ agents }) => agents.includes(robotName));
  const rules = (own.length > 0 ? own : groups.filter(({ agents }) => agents.includes('*'))).flatMap(
    (group) => group.rules,
  );
  const fitting = rules.filter((rule) => rule.path !== '' && path.startsWith(rule.path));
  const longest = fitting.toSorted((a, b) => b.path.length - a.path.length || Number(b.allows) - Number(a.allows))[0];
  return longest?.allows ?? true;
}

interface RobotsGroup {
  readonly agents: string[];
  readonly rules: { readonly allows: boolean; readonly path: string }[];
}

function groupsOf(robots: string): readonly RobotsGroup[] {
  const groups: RobotsGroup[] = [];
  for (const line of robots.split(/\r?\n/)) {
    const [, key = '', value = ''] = /^\s*([\w-]+)\s*:\s*([^#]*?)\s*(?:#.*)?$/.exec(line) ?? [];
    const name = key.toLowerCase();
    const last = groups.at(-1);
    if (name === 'user-agent') {
      if (last === undefined || last.rules.length > 0) groups.push({ agents: [value.toLowerCase()], rules: [] });
      else last.agents.push(value.toLowerCase());
    } else if (name === 'allow' || name === 'disallow') {
      last?.rules.push({ allows: name === 'allow', path: value });
    }
  }
  return groups;
}
