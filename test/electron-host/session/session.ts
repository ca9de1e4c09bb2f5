import type Electron from 'electron';
import { browser } from '../host/runtime.ts';
import { asElectron } from '../host/offered.ts';
import { report } from '../host/report.ts';
import { StrictEmitter, strictNamespace } from '../host/strict.ts';
import { clearStorageOfPages } from '../window/storage.ts';
import { Cookies } from './cookies.ts';
import { profileOfPartition, type Profile } from './profile.ts';
import { protocolOf } from './protocol.ts';
import { watchRequests } from './requests.ts';
import { WebRequest } from './web-request.ts';

type Handler<Setter extends keyof Electron.Session> = Electron.Session[Setter] extends (handler: infer H) => void
  ? H
  : never;

/** A session of Electron. Never emits `will-download`: downloads are refused. */
class Session extends StrictEmitter {
  readonly #profile: Profile;
  readonly webRequest: Electron.WebRequest;
  readonly cookies: Electron.Cookies;
  readonly protocol: Electron.Protocol;

  constructor(profile: Profile) {
    super();
    this.#profile = profile;
    this.webRequest = asElectron<Electron.WebRequest>(
      new WebRequest(profile.questions, () => void watchRequests().catch(report)),
    );
    this.cookies = asElectron<Electron.Cookies>(new Cookies(profile));
    this.protocol = asElectron<Electron.Protocol>(protocolOf(profile));
  }

  isPersistent(): boolean {
    return this.#profile.partition === '' || this.#profile.partition.startsWith('persist:');
  }

  setPermissionRequestHandler(handler: Handler<'setPermissionRequestHandler'>): void {
    this.#profile.permissions.requestHandler = handler;
  }

  setPermissionCheckHandler(handler: Handler<'setPermissionCheckHandler'>): void {
    this.#profile.permissions.setCheckHandler(handler);
  }

  /** No device is ever offered to a page, so the handler has nothing to decide. */
  setDevicePermissionHandler(_handler: Handler<'setDevicePermissionHandler'>): void {}

  setSpellCheckerEnabled(_isEnabled: boolean): void {}

  setUserAgent(userAgent: string, acceptLanguages?: string): void {
    this.#profile.userAgent = userAgent;
    this.#profile.acceptLanguages = acceptLanguages;
  }

  getUserAgent(): string {
    return this.#profile.userAgent ?? browser().userAgent;
  }

  /** Clears the cookies, and the storage of the origins that are open; Chromium cannot be asked for the others. */
  async clearStorageData(): Promise<void> {
    await browser().connection.send('Storage.clearCookies', await this.#profile.contextParameters());
    await clearStorageOfPages(this.#profile);
  }

  async clearCache(): Promise<void> {}
}

const sessions = new Map<Profile, Electron.Session>();
const profiles = new WeakMap<Electron.Session, Profile>();
const created: ((session: Electron.Session) => void)[] = [];

/** The session of a partition; '' is the default one. */
export function sessionOf(profile: Profile): Electron.Session {
  const known = sessions.get(profile);
  if (known) return known;
  const session = asElectron<Electron.Session>(new Session(profile));
  sessions.set(profile, session);
  profiles.set(session, profile);
  for (const listener of created) listener(session);
  return session;
}

export function profileOf(session: Electron.Session): Profile {
  const profile = profiles.get(session);
  if (!profile) throw new TypeError('electron stand-in: not a session of this process');
  return profile;
}

export function onSessionCreated(listener: (session: Electron.Session) => void): void {
  created.push(listener);
}

/** The module `session`. */
export const session = strictNamespace('session', {
  fromPartition: (partition: string) => sessionOf(profileOfPartition(partition)),
  get defaultSession() {
    return sessionOf(profileOfPartition(''));
  },
});
