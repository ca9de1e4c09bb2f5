/**
 * Signing in within a window of ours: the network's own page, alone in a session that is thrown away afterwards, without
 * preload and Node. What every foreign page may not do is in `security.ts`; here is what signing in adds.
 */
import { BrowserWindow, type Session, session, type WebContents } from 'electron';
import { NetworkFailure } from '../core/ports/network.ts';
import type { SignInSurface } from '../core/ports/system.ts';
import { isSafeExternal, type ExternalRules } from './security.ts';
import { caughtRedirect, isRedirectTo, signInTitle } from './sign-in-address.ts';
import { onAbort, signInClosed } from './sign-in-closed.ts';

export interface SignInWindowOptions extends ExternalRules {
  /** The window that the sign-in was asked for from. */
  readonly parent: () => BrowserWindow | null;
  /** What the window is for: “Sign in to Mastodon”. */
  readonly title: (network: string) => string;
  /** In which the network's pages are asked for, where they have it. */
  readonly language: () => string;
}

/** Chromium's ERR_ABORTED: a navigation that was stopped, by us at the redirect or by the page itself. */
const aborted = -3;

export function createSignInWindow(options: SignInWindowOptions): SignInSurface {
  let count = 0;
  return {
    open: async (signal, redirect) => {
      if (signal.aborted) throw signInClosed();
      count += 1;
      const partition = `sign-in-${count}`;
      let window: BrowserWindow | null = null;
      const close = (): void => {
        if (window?.isDestroyed() === false) window.destroy();
      };
      return {
        redirectUri: caughtRedirect(redirect),
        close,
        show: (start, network, redirectUri) => {
          const title = options.title(network);
          askFor(options.language(), session.fromPartition(partition));
          const shown = createWindow(partition, title, options.parent());
          window = shown;
          return redirected(shown, { start, title, redirectUri, signal }, options).finally(close);
        },
      };
    },
  };
}

/** Pages are asked for in the language that Crosstie speaks, and else in English. */
function askFor(language: string, ofWindow: Session): void {
  ofWindow.setUserAgent(ofWindow.getUserAgent(), language === 'en' ? 'en' : `${language},en`);
}

function createWindow(partition: string, title: string, parent: BrowserWindow | null): BrowserWindow {
  const window = new BrowserWindow({
    width: 520,
    height: 760,
    title,
    ...(parent === null ? {} : { parent }),
    webPreferences: {
      partition,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
      devTools: false,
    },
  });
  window.setMenuBarVisibility(false);
  // The page does not name itself: the title says whose page it is.
  window.on('page-title-updated', (event) => event.preventDefault());
  const ofWindow = window.webContents.session;
  window.once('closed', () => void forget(ofWindow));
  return window;
}

interface SignIn {
  readonly start: string;
  readonly title: string;
  readonly redirectUri: string;
  readonly signal: AbortSignal;
}

/** Loads the page and waits. Resolves with the address redirected to, and rejects with a NetworkFailure. */
function redirected(window: BrowserWindow, signIn: SignIn, rules: ExternalRules): Promise<URL> {
  const { start, title, redirectUri, signal } = signIn;
  const { promise, resolve, reject } = Promise.withResolvers<URL>();
  const giveUp = (): void => reject(signInClosed());
  const stopListening = onAbort(signal, giveUp);
  window.once('closed', giveUp);
  window.webContents.on('did-fail-load', (_event, code, description, _url, isMainFrame) => {
    if (isMainFrame && code !== aborted) reject(new NetworkFailure({ code: 'unreachable', detail: description }));
  });
  window.webContents.on('did-navigate', (_event, url) => window.setTitle(signInTitle(url, title)));
  catchRedirect(window.webContents, {
    rules,
    isRedirect: (address) => isRedirectTo(address, redirectUri),
    onCaught: resolve,
    onLedAway: (address) => reject(ledAway(address)),
  });
  if (isSafeExternal(start, rules)) load(window.webContents, start);
  else reject(ledAway(start));
  return promise.finally(stopListening);
}

interface Catch {
  readonly rules: ExternalRules;
  readonly isRedirect: (address: string) => boolean;
  readonly onCaught: (redirectedTo: URL) => void;
  readonly onLedAway: (address: string) => void;
}

/** Stops the window wherever it is about to go to the redirect, before that is contacted. */
function catchRedirect(contents: WebContents, { rules, isRedirect, onCaught, onLedAway }: Catch): void {
  const isCaught = (address: string): boolean => {
    if (!isRedirect(address)) return false;
    onCaught(new URL(address));
    return true;
  };
  contents.on('will-navigate', (event) => {
    if (isCaught(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!event.isMainFrame) return;
    if (isCaught(event.url)) event.preventDefault();
    // `security.ts` stops it there; here nobody is left before a blank page.
    else if (!isSafeExternal(event.url, rules)) onLedAway(event.url);
  });
  // A page that wants another window (“continue with …”) gets the one it has.
  contents.setWindowOpenHandler(({ url }) => {
    if (!isCaught(url) && isSafeExternal(url, rules)) load(contents, url);
    return { action: 'deny' };
  });
}

function load(contents: WebContents, url: string): void {
  // How it failed is heard from `did-fail-load`.
  contents.loadURL(url).catch(() => undefined);
}

function ledAway(address: string): NetworkFailure {
  const url = URL.parse(address);
  const place = url === null ? 'no address' : `${url.protocol}//${url.host}`;
  return new NetworkFailure({ code: 'redirected_away', detail: place });
}

/** The person's session at the network ends with the window. */
async function forget(session: Session): Promise<void> {
  await Promise.allSettled([session.clearStorageData(), session.clearCache()]);
}
