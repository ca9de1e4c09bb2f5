import type Electron from 'electron';
import { asElectron } from '../host/offered.ts';
import { StrictEmitter, StrictObject } from '../host/strict.ts';
import { BrowserWindow } from '../window/browser-window.ts';
import { app } from './app.ts';

type Template = (Electron.MenuItemConstructorOptions | Electron.MenuItem)[];
type Role = NonNullable<Electron.MenuItem['role']>;
type Click = (event?: Electron.KeyboardEvent, window?: Electron.BaseWindow) => void;

let nextCommandId = 1;
let applicationMenu: Electron.Menu | null = null;

/** The roles that do something here; the others are labels. */
const roleActions: Partial<Record<Role, () => void>> = {
  quit: () => app.quit(),
  close: () => BrowserWindow.getFocusedWindow()?.close(),
  minimize: () => BrowserWindow.getFocusedWindow()?.minimize(),
};

/** One entry of a menu. `click()` does what a person's click does. */
class MenuItem extends StrictObject {
  readonly commandId = nextCommandId++;
  readonly id: string;
  readonly type: Electron.MenuItem['type'];
  readonly role: Role | undefined;
  readonly accelerator: Electron.MenuItem['accelerator'];
  readonly icon: Electron.NativeImage | string | undefined;
  readonly submenu: Electron.Menu | undefined;
  label: string;
  sublabel: string;
  toolTip: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  /** The menu that holds it. */
  menu: Electron.Menu | undefined;
  readonly click: Click;

  constructor(options: Electron.MenuItemConstructorOptions) {
    super();
    const { submenu } = options;
    const role = options.role as Role | undefined; // a template may also name macOS roles, which do nothing here
    this.id = options.id ?? '';
    this.role = role;
    this.accelerator = options.accelerator ?? null;
    this.icon = options.icon;
    this.sublabel = options.sublabel ?? '';
    this.toolTip = options.toolTip ?? '';
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : submenu;
    this.type = options.type ?? (this.submenu ? 'submenu' : 'normal');
    this.label = options.label ?? (role === undefined ? '' : labelOfRole(role));
    const self = asElectron<Electron.MenuItem>(this);
    this.click = (event, window = BrowserWindow.getFocusedWindow() ?? undefined) => {
      if (!this.enabled || !this.visible) return;
      this.#toggle();
      if (options.click) options.click(self, window, event ?? {});
      else if (role !== undefined) roleActions[role]?.();
    };
  }

  #toggle(): void {
    if (this.type === 'checkbox') this.checked = !this.checked;
    if (this.type !== 'radio') return;
    for (const item of this.menu?.items ?? []) {
      if (item.type === 'radio') item.checked = item.commandId === this.commandId;
    }
  }
}

function labelOfRole(role: Role): string {
  return role === 'quit' || role === 'about' ? `${capitalized(role)} ${app.getName()}` : capitalized(role);
}

function capitalized(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

/** A menu: its items. Nothing is drawn. */
export class Menu extends StrictEmitter {
  readonly items: Electron.MenuItem[] = [];

  static buildFromTemplate(template: Template): Electron.Menu {
    if (!Array.isArray(template)) throw new TypeError('Invalid template for Menu: Menu template must be an array');
    const menu = asElectron<Electron.Menu>(new Menu());
    for (const options of template) {
      if (options.role === undefined && options.label === undefined && options.type !== 'separator') {
        throw new TypeError('Invalid template for MenuItem: must have label, role or type');
      }
      const item = options instanceof MenuItem ? options : new MenuItem(options as Electron.MenuItemConstructorOptions);
      item.menu = menu;
      menu.items.push(asElectron<Electron.MenuItem>(item));
    }
    return menu;
  }

  static setApplicationMenu(menu: Electron.Menu | null): void {
    applicationMenu = menu;
  }

  static getApplicationMenu(): Electron.Menu | null {
    return applicationMenu;
  }

  getMenuItemById(id: string): Electron.MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
}
