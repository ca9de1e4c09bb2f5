import { Menu, Tray, type MenuItemConstructorOptions } from 'electron';
import { assertNever } from '../../contract/errors.ts';
import type { Status, TrayState } from '../../contract/views.ts';
import type { ShellText } from './text.ts';
import { workingFrames } from './tray-icon.ts';
import { trayMenu, trayTooltip, type MenuEntry, type TrayAction } from './tray-menu.ts';

const frameMs = 400;
/** “Checked 2 minutes ago” goes stale by itself. */
const tooltipMs = 60_000;

export interface TrayOptions {
  /** The file of the icon for a state and a frame of its motion. */
  readonly icon: (state: TrayState, frame: number) => string;
  readonly text: () => ShellText;
  readonly now: () => number;
  readonly onAction: (action: TrayAction) => void;
  /** A click on the icon, where the desktop tells of one. */
  readonly onOpen: () => void;
  /** Whether the person asked for less motion: the working icon then stands still. */
  readonly isStill: () => boolean;
}
export interface TrayHandle {
  /** For tests: Electron cannot be asked for a tray or for its menu. */
  readonly tray: Tray;
  readonly menu: () => Menu;
  /** Draws the status; to be called again when the language or the theme changes. */
  readonly update: (status: Status) => void;
  /** Stops the clocks. The icon itself stays until the program ends: on Linux only the first one of a program works. */
  readonly stop: () => void;
}

export function createTray(options: TrayOptions, first: Status): TrayHandle {
  const tray = new Tray(options.icon(first.state, 0));
  const icon = animateIcon(tray, options);
  let status = first;
  let shown = '';
  let menu = Menu.buildFromTemplate([]);

  const showTooltip = (): void => tray.setToolTip(trayTooltip(status, options.text(), options.now()));
  const update = (next: Status): void => {
    status = next;
    icon.show(status.state);
    showTooltip();
    const entries = trayMenu(status, options.text(), options.now());
    const asText = JSON.stringify(entries);
    // A menu that is set anew closes under the person's hand: only when it says something else.
    if (asText === shown) return;
    shown = asText;
    menu = Menu.buildFromTemplate(entries.map((entry) => template(entry, options.onAction)));
    tray.setContextMenu(menu);
  };

  const timer = setInterval(showTooltip, tooltipMs).unref();
  tray.on('click', options.onOpen);
  update(first);
  return {
    tray,
    menu: () => menu,
    update,
    stop: () => {
      clearInterval(timer);
      icon.stop();
    },
  };
}

function animateIcon(tray: Tray, { icon, isStill }: TrayOptions) {
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  const show = (state: TrayState): void => {
    const isMoving = state === 'working' && !isStill();
    if (isMoving && timer !== undefined) return;
    stop();
    tray.setImage(icon(state, 0));
    if (!isMoving) return;
    let frame = 0;
    timer = setInterval(() => {
      frame = (frame + 1) % workingFrames;
      tray.setImage(icon(state, frame));
    }, frameMs).unref();
  };
  return { show, stop };
}

function template(entry: MenuEntry, onAction: (action: TrayAction) => void): MenuItemConstructorOptions {
  switch (entry.kind) {
    case 'separator':
      return { type: 'separator' };
    case 'submenu':
      return { label: plainLabel(entry.label), submenu: entry.entries.map((inner) => template(inner, onAction)) };
    case 'item':
      return { label: plainLabel(entry.label), enabled: entry.enabled, click: () => onAction(entry.action) };
    default:
      return assertNever(entry);
  }
}

/** A single `&` would be taken for the mark of an access key, and vanish. */
function plainLabel(label: string): string {
  return label.replaceAll('&', '&&');
}
