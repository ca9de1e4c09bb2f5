/** The calls of windows, wired to the engine. */
import { randomUUID } from 'node:crypto';
import { app, clipboard } from 'electron';
import type { Environment } from '../../contract/views.ts';
import type { LinkOptions } from '../core/accounts/link.ts';
import { handlers } from '../ipc/handlers.ts';
import { createLinking } from '../ipc/linking.ts';
import { answerCall, type Ask, type Serving } from '../ipc/answer.ts';
import { serve } from '../ipc/serve.ts';
import type { ClosingWords } from '../shell/closing-page.ts';
import { isOurPage } from '../shell/security.ts';
import { createSignInBrowser } from '../shell/sign-in-browser.ts';
import { createSignInWindow } from '../shell/sign-in-window.ts';
import { giveToPerson, type ByHandEdges } from '../shell/by-hand.ts';
import { problemOfStore } from '../store/problem.ts';
import { validBucket } from '../hosting/valid-bucket.ts';
import { ledgerEdges } from './ledger.ts';
import { checkAll, languageOf, showSettings, type Face } from './face.ts';

export interface Calls {
  readonly stop: () => void;
  /** The same calls without a window, for a supervisor. */
  readonly ask: Ask;
}

export function serveCalls(face: Face, onPreferences: () => void): Calls {
  const { engine, preferences, windows, broadcast } = face;
  const linking = createLinking({
    surfaces: face.surfaces ?? surfacesOf(face),
    language: () => languageOf(preferences.load()),
    onProgress: (progress) => broadcast('linkProgress', progress),
  });
  const environment = async (): Promise<Environment> => ({
    language: languageOf(preferences.load()),
    preferences: preferences.load(),
    rehearsal: face.isRehearsal,
    version: app.getVersion(),
    sealing: await engine.core.sealer.state(),
  });
  const ending = new AbortController();
  const serving: Serving = {
    log: face.log,
    isTrusted: isOurPage,
    newLogId: () => randomUUID().slice(0, 8),
    toProblem: problemOfStore,
    handlers: handlers({
      core: engine.core,
      scheduler: engine.scheduler,
      linking,
      status: engine.status,
      environment,
      setPreferences: (change) => {
        const saved = preferences.save(change);
        onPreferences();
        void environment().then((now) => broadcast('environmentChanged', now));
        return saved;
      },
      openWindow: (window, page) =>
        window === 'settings' && page !== undefined ? showSettings(face, page) : void windows.show(window),
      openExternal: face.openExternal,
      giveToPerson: (handed) => giveToPerson(handed, byHandEdges(face)),
      checkBucket: (form) => validBucket(form, { allowLoopbackHttp: face.allowLoopback }),
      checkAll: () => checkAll(face),
      ledger: ledgerEdges(face, ending.signal),
    }),
  };
  const supervisor = { url: '', parent: null };
  const stopServing = serve(serving);
  return {
    stop: () => {
      ending.abort();
      stopServing();
    },
    ask: (name, argument) => answerCall({ ...serving, isTrusted: () => true }, name, supervisor, argument),
  };
}

function surfacesOf(face: Face): LinkOptions['surfaces'] {
  return {
    window: createSignInWindow({
      parent: () => face.windows.get('settings'),
      title: (network) => face.text().signIn.title(network),
      language: () => languageOf(face.preferences.load()),
      allowLoopback: face.allowLoopback,
    }),
    browser: createSignInBrowser({ openExternal: face.openExternal, page: () => closingWords(face) }),
  };
}

function byHandEdges({ byHandFolder, showFile }: Face): ByHandEdges {
  return { folder: byHandFolder, copyText: (text) => void clipboard.writeText(text), showFile };
}

function closingWords({ text, preferences }: Face): ClosingWords {
  const { doneTitle, doneSentence } = text().signIn;
  return { language: languageOf(preferences.load()), title: doneTitle, sentence: doneSentence };
}
