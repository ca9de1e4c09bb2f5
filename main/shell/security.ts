/**
 * Whom Crosstie trusts.
 *
 * The main process is trusted. Our windows are trusted to be ours, because they only ever load `app://bundle`, whose
 * files ship with the program and whose policy lets in nothing remote; they are still sandboxed, have no Node, and every
 * call of theirs is checked. What networks send (texts, names, pictures, sign-in pages) is trusted with nothing: texts
 * are drawn as text, pictures pass through main's cache, and sign-in pages live in windows of their own, in a session of
 * their own, without a preload.
 *
 * So no page gets a permission, a device, a download, a new window or a webview, and none leaves its place: a page of
 * ours never navigates away, a sign-in page only moves over https. Links leave through main alone, which knows them by
 * id (`open-external.ts`). Our pages are told from sign-in pages by their session: only ours use the default one.
 */
import type { App, Session, WebContents } from 'electron';

export const appScheme = 'app';
export const appHost = 'bundle';

export interface ExternalRules {
  /** Plain http to this machine: only for the pretend networks, in rehearsal and in unpackaged builds. */
  readonly allowLoopback: boolean;
}

const loopbackHosts: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Whether an address is a page of ours. Protocol and host, because a scheme of our own has the origin `null`. */
export function isOurPage(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === `${appScheme}:` && url.host === appHost && !hasCredentials(url);
}

/** Whether an address may be shown outside our own pages: in the system browser or in a sign-in window. */
export function isSafeExternal(address: string, rules: ExternalRules): boolean {
  const url = URL.parse(address);
  if (url === null || hasCredentials(url)) return false;
  return url.protocol === 'https:' || (rules.allowLoopback && isLoopback(url));
}

function isLoopback(url: URL): boolean {
  return url.protocol === 'http:' && loopbackHosts.has(url.hostname);
}

/** `https://bank.example@evil.example/` reads like another host than it is. */
function hasCredentials(url: URL): boolean {
  return url.username !== '' || url.password !== '';
}

export interface LockDown extends ExternalRules {
  readonly app: App;
  /** The default session; asked for only once there is one. */
  readonly ourSession: () => Session;
}

/** Takes from every page, present and future, what the text above says. Call it before the app is ready. */
export function lockDown({ app, ourSession, allowLoopback }: LockDown): void {
  const guarded = new WeakSet<Session>();
  const guardOnce = (session: Session): void => {
    if (guarded.has(session)) return;
    guarded.add(session);
    guardSession(session);
  };
  app.on('session-created', guardOnce);
  app.on('web-contents-created', (_event, contents) => {
    guardOnce(contents.session);
    const isOurs = contents.session === ourSession();
    guardContents(contents, isOurs ? isOurPage : (address) => isSafeExternal(address, { allowLoopback }));
  });
  // Left alone, Electron would show a site the first certificate it finds, and with it the person's name.
  app.on('select-client-certificate', (event, _contents, _url, _certificates, answer) => {
    event.preventDefault();
    answer();
  });
}

function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

function guardContents(contents: WebContents, mayShow: (address: string) => boolean): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // A page may not keep its window from closing; preventing the prevention lets it go.
  contents.on('will-prevent-unload', (event) => event.preventDefault());
  contents.on('will-navigate', (event) => {
    if (!mayShow(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (event.isMainFrame && !mayShow(event.url)) event.preventDefault();
  });
}
