/** Puts the program together, top to bottom. What is decided is decided elsewhere. */
import path from 'node:path';
import { app, dialog, safeStorage, session, shell } from 'electron';
import { openDesk, bringForward, type Desk } from './desk/desk.ts';
import { languageOf } from './desk/face.ts';
import { edgesOf, rehearsalAddresses, systemClock } from './edges.ts';
import { startEngine } from './engine.ts';
import { playback } from './media/playback.ts';
import { thumbnails } from './media/thumbnails.ts';
import { openRooms } from './rooms.ts';
import { createLog } from './shell/logging.ts';
import { openExternalUrl } from './shell/open-external.ts';
import { isOnline, type PowerListener, watchPower } from './shell/power.ts';
import { openPreferences } from './shell/preferences.ts';
import { useProfile } from './shell/profile.ts';
import { registerAppScheme } from './shell/protocol.ts';
import { createSealer } from './shell/secrets.ts';
import { lockDown } from './shell/security.ts';
import { claimSingleInstance } from './shell/single-instance.ts';
import { showStartupFailure } from './shell/startup-failure.ts';
import { shellText } from './shell/text.ts';
import { StoreFailure } from './store/failure.ts';

const edges = edgesOf(process.argv, app.isPackaged);
const profile = useProfile(app, edges.isRehearsal);
const log = createLog({ folder: profile.logs, toConsole: !app.isPackaged });
const allowLoopback = edges.allowLoopbackHttp;
let desk: Desk | null = null;

app.setAppUserModelId('example.crosstie'); // What Windows shows notifications under.
registerAppScheme();
lockDown({ app, ourSession: () => session.defaultSession, allowLoopback });
app.on('window-all-closed', () => undefined); // It goes on in the tray.
app.on('activate', () => desk?.show('approval'));

if (claimSingleInstance(app, () => desk !== null && bringForward(desk))) {
  void app.whenReady().then(start).catch(giveUp);
} else {
  app.quit();
}

async function start(): Promise<void> {
  const supervision = edges.isSupervised ? await startSupervision() : null;
  const rehearsal = edges.isRehearsal ? await startRehearsal() : null;
  const rooms = openRooms({
    profile,
    log,
    sealer: createSealer({ safeStorage, platform: process.platform, allowPlain: edges.sealsPlainly, log }),
    addresses: rehearsal === null ? edges.addresses : rehearsalAddresses(rehearsal),
    allowLoopbackHttp: allowLoopback,
    clock: supervision?.clock ?? systemClock,
    wait: supervision?.clock.wait,
  });
  const engine = startEngine({
    ...rooms.parts,
    passing: supervision?.passing,
    onChange: (change) => desk?.changed(change),
  });
  desk = openDesk({
    engine,
    log,
    preferences: openPreferences(profile.folder, log),
    thumbnails: thumbnails(profile.pictures),
    playback: playback(profile.videos),
    isRehearsal: edges.isRehearsal,
    allowLoopback,
    openExternal: (url) => openExternalUrl(url, (address) => shell.openExternal(address), { allowLoopback }),
    byHandFolder: path.join(profile.folder, 'by-hand'),
    showFile: (file) => shell.showItemInFolder(file),
    surfaces: supervision?.surfaces,
    beforeCheck: async () => void (await rehearsal?.publishNext()),
  });
  const power: PowerListener = {
    onSuspend: () => engine.setReachable({ awake: false }),
    onResume: () => engine.setReachable({ awake: true, online: isOnline() }),
    onLock: () => undefined,
    onUnlock: () => engine.scheduler.wake(),
    onOnline: (online) => engine.setReachable({ online }),
  };
  const stopWatching = watchPower(power);
  engine.setReachable({ online: isOnline() });
  endWell(async () => {
    stopWatching();
    desk?.close();
    await engine.stop();
    rooms.close();
    await rehearsal?.stop();
  });
  if (!app.isPackaged) Object.assign(globalThis, { __test: { tray: desk.tray, menu: desk.menu, rehearsal } });
  supervision?.serve({ ask: desk.ask, power, setFull: rooms.setFull });
  if (edges.opensWindow) desk.show('approval');
}

async function startSupervision() {
  const { supervise } = await import('./supervision/supervision.ts');
  return await supervise();
}

async function startRehearsal() {
  const { startRehearsal: open } = await import('./rehearsal/rehearsal.ts');
  return await open({ dataDir: path.join(profile.folder, 'networks') });
}

/** Quitting waits for what is being sent to be written down. */
function endWell(close: () => Promise<void>): void {
  let isClosed = false;
  app.on('will-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    void close().finally(() => {
      isClosed = true;
      app.quit();
    });
  });
}

async function giveUp(thrown: unknown): Promise<void> {
  log.error('the program could not start', { reason: String(thrown) });
  if (thrown instanceof StoreFailure)
    await showStartupFailure(thrown, shellText(languageOf({ theme: 'system', language: 'system' })), { dialog, shell });
  else dialog.showErrorBox('Crosstie', String(thrown));
  app.exit(1);
}
