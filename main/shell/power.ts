import { net, powerMonitor } from 'electron';

/** How often the network is asked after; Electron has no event for it in the main process. */
const askEveryMs = 5_000;

export interface PowerListener {
  readonly onSuspend: () => void;
  readonly onResume: () => void;
  readonly onLock: () => void;
  readonly onUnlock: () => void;
  /** Called when it changes, never with the first value: ask `isOnline` for that. */
  readonly onOnline: (online: boolean) => void;
}

export const isOnline = (): boolean => net.isOnline();

/** Tells when the machine sleeps, wakes, locks, and loses or finds its network; the answer stops listening. */
export function watchPower(listener: PowerListener): () => void {
  const stopAsking = watchNetwork(listener.onOnline);
  powerMonitor.on('suspend', listener.onSuspend);
  powerMonitor.on('resume', listener.onResume);
  powerMonitor.on('lock-screen', listener.onLock);
  powerMonitor.on('unlock-screen', listener.onUnlock);
  return () => {
    stopAsking();
    powerMonitor.off('suspend', listener.onSuspend);
    powerMonitor.off('resume', listener.onResume);
    powerMonitor.off('lock-screen', listener.onLock);
    powerMonitor.off('unlock-screen', listener.onUnlock);
  };
}

function watchNetwork(onOnline: (online: boolean) => void): () => void {
  let wasOnline = isOnline();
  const timer = setInterval(() => {
    const online = isOnline();
    if (online === wasOnline) return;
    wasOnline = online;
    onOnline(online);
  }, askEveryMs).unref();
  return () => clearInterval(timer);
}
