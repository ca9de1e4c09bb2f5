import { join } from 'node:path';
import type { TrayState } from '../../contract/views.ts';

/** What the bar looks like that the icon stands in. */
export interface TrayBar {
  readonly platform: NodeJS.Platform;
  /** `XDG_CURRENT_DESKTOP` on Linux. */
  readonly desktop: string;
  readonly isDark: boolean;
}

export const workingFrames = 3;

/** The picture of a state; `frame` (0, 1, 2) matters only while working. macOS colours template pictures itself. */
export function trayIcon(folder: string, state: TrayState, frame: number, bar: TrayBar): string {
  const name = state === 'working' ? `working-${(frame % workingFrames) + 1}` : state;
  if (bar.platform === 'darwin') return join(folder, `${name}Template.png`);
  return join(folder, `${name}-${isDarkBar(bar) ? 'dark' : 'light'}.png`);
}

/** GNOME's top bar is dark under either theme. */
function isDarkBar({ platform, desktop, isDark }: TrayBar): boolean {
  return isDark || (platform === 'linux' && /gnome|unity/i.test(desktop));
}
