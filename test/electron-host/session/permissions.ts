import type Electron from 'electron';
import { browser } from '../host/runtime.ts';
import { realUrlOf } from './schemes.ts';

type RequestHandler = NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>;
type CheckHandler = NonNullable<Parameters<Electron.Session['setPermissionCheckHandler']>[0]>;
export type Permission = Parameters<RequestHandler>[1];

/** Electron's permission → Chromium's names for what it covers. Only these can be asked for here. */
const chromiumNames = {
  media: ['microphone', 'camera'],
  notifications: ['notifications'],
  geolocation: ['geolocation'],
  'clipboard-read': ['clipboard-read'],
  'display-capture': ['display-capture'],
} as const satisfies Partial<Record<Permission, readonly string[]>>;

export type AskedPermission = keyof typeof chromiumNames;

/** The permission handlers of one session, and what they decided as Chromium's own settings. */
export class PermissionPolicy {
  readonly #contextId: () => Promise<string | undefined>;
  readonly #checkedOrigins = new Set<string>();
  requestHandler: RequestHandler | null = null;
  #checkHandler: CheckHandler | null = null;

  constructor(contextId: () => Promise<string | undefined>) {
    this.#contextId = contextId;
  }

  setCheckHandler(handler: CheckHandler | null): void {
    this.#checkHandler = handler;
    this.#checkedOrigins.clear();
  }

  /** Asks the app as Electron does, which grants everything when there is no handler. */
  async request(contents: Electron.WebContents, permission: AskedPermission, details: object): Promise<boolean> {
    const handler = this.requestHandler;
    const requestingUrl = contents.getURL();
    const granted = Promise.withResolvers<boolean>();
    if (handler) handler(contents, permission, granted.resolve, { requestingUrl, isMainFrame: true, ...details });
    else granted.resolve(true);
    const answer = await granted.promise;
    await this.#settle(requestingUrl, permission, answer);
    return answer;
  }

  /** Puts the check handler's answers in place before a page of a new origin runs: pages read them synchronously. */
  async check(contents: Electron.WebContents, url: string): Promise<void> {
    const handler = this.#checkHandler;
    const { origin } = new URL(realUrlOf(url));
    if (!handler || origin === 'null' || this.#checkedOrigins.has(origin)) return;
    this.#checkedOrigins.add(origin);
    const details = { requestingUrl: url, isMainFrame: true };
    const asked = Object.keys(chromiumNames) as AskedPermission[];
    await Promise.all(
      asked.map((permission) => this.#settle(url, permission, handler(contents, permission, url, details))),
    );
  }

  async #settle(url: string, permission: AskedPermission, isGranted: boolean): Promise<void> {
    const { origin } = new URL(realUrlOf(url));
    const browserContextId = await this.#contextId();
    for (const name of chromiumNames[permission]) {
      await browser().connection.send('Browser.setPermission', {
        permission: { name },
        setting: isGranted ? 'granted' : 'denied',
        origin,
        ...(browserContextId === undefined ? {} : { browserContextId }),
      });
    }
  }
}
