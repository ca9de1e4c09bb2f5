/** The tray icon, wired to the engine and the windows. */
import { app, nativeTheme } from 'electron';
import { pause, resume } from '../core/schedule/pause.ts';
import { createTray, type TrayHandle } from '../shell/tray.ts';
import { trayIcon } from '../shell/tray-icon.ts';
import { pauseEnd, type TrayAction } from '../shell/tray-menu.ts';
import { builtAt, checkAll, showQueue, showSettings, type Face } from './face.ts';

export function openTray(face: Face): TrayHandle {
  const { engine, text } = face;
  const folder = builtAt('assets/tray');
  const bar = () => ({
    platform: process.platform,
    desktop: process.env['XDG_CURRENT_DESKTOP'] ?? '',
    isDark:
      process.platform === 'win32'
        ? nativeTheme.shouldUseDarkColorsForSystemIntegratedUI
        : nativeTheme.shouldUseDarkColors,
  });
  return createTray(
    {
      icon: (state, frame) => trayIcon(folder, state, frame, bar()),
      text,
      now: Date.now,
      isStill: () => false,
      onOpen: () => face.windows.show('approval'),
      onAction: (action) => act(face, action),
    },
    engine.status(),
  );
}

export function act(face: Face, action: TrayAction): void {
  const { engine, windows } = face;
  const { core, scheduler } = engine;
  switch (action.do) {
    case 'open_queue':
      return showQueue(face, action.tab, null);
    case 'open_problem':
      return showSettings(face, 'accounts');
    case 'open_published':
      return showQueue(face, 'published', core.store.read.crosspost(action.crosspostId)?.postId ?? null);
    case 'open_settings':
      return void windows.show('settings');
    case 'check_now':
      return void checkAll(face).catch((thrown: unknown) => face.log.warn('not checked', { reason: String(thrown) }));
    case 'pause':
      return pause(core, pauseEnd(action.choice, Date.now()));
    case 'resume':
      resume(core);
      return scheduler.wake();
    case 'quit':
      return app.quit();
  }
}
