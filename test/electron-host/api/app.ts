import type Electron from 'electron';
import { electronEvent } from '../host/event.ts';
import { asElectron } from '../host/offered.ts';
import { runtime } from '../host/runtime.ts';
import { StrictEmitter, strictNamespace } from '../host/strict.ts';
import { onSessionCreated } from '../session/session.ts';
import { getPath, setPath } from './paths.ts';
import { QuitSequence } from './quit.ts';
import { takeInstanceLock, type InstanceLock } from './single-instance.ts';

type PathName = Parameters<Electron.App['getPath']>[0];

const commandLine = {
  appendSwitch(name: string, value = ''): void {
    const before = runtime.switches.get(name);
    const isList = name === 'enable-features' || name === 'disable-features';
    runtime.switches.set(name, isList && before ? `${before},${value}` : value);
  },
  hasSwitch: (name: string) => runtime.switches.has(name),
  getSwitchValue: (name: string) => runtime.switches.get(name) ?? '',
};

const ready = Promise.withResolvers<void>();

/** The module `app`. */
class App extends StrictEmitter {
  readonly isPackaged = false;
  readonly commandLine = asElectron<Electron.CommandLine>(strictNamespace('commandLine', commandLine));
  readonly dock = undefined;
  readonly #quit = new QuitSequence(this, () => this.#lock?.release());
  #lock: InstanceLock | undefined;
  #loginItem: Electron.Settings = {};

  isReady(): boolean {
    return runtime.isReady;
  }

  async whenReady(): Promise<void> {
    return ready.promise;
  }

  quit(): void {
    this.#quit.quit();
  }

  exit(code = 0): void {
    this.#quit.exit(code);
  }

  relaunch(options: Electron.RelaunchOptions = {}): void {
    this.#quit.relaunch(options);
  }

  requestSingleInstanceLock(additionalData?: Record<string, unknown>): boolean {
    const message = { argv: process.argv, workingDirectory: process.cwd(), additionalData };
    this.#lock ??= takeInstanceLock(getPath('userData'), message, (other) => {
      this.emit('second-instance', electronEvent(), other.argv, other.workingDirectory, other.additionalData);
    });
    return this.#lock !== undefined;
  }

  hasSingleInstanceLock(): boolean {
    return this.#lock !== undefined;
  }

  get name(): string {
    return runtime.application.name;
  }

  getName(): string {
    return runtime.application.name;
  }

  setName(name: string): void {
    runtime.application.name = name;
  }

  getVersion(): string {
    return runtime.application.version;
  }

  getAppPath(): string {
    return runtime.application.directory;
  }

  getPath(name: PathName): string {
    return getPath(name);
  }

  setPath(name: string, value: string): void {
    setPath(name, value);
  }

  getLocale(): string {
    return runtime.switches.get('lang') ?? 'en-US';
  }

  /** From the environment, in the order in which gettext reads it. */
  getPreferredSystemLanguages(): string[] {
    const { LANGUAGE, LC_ALL, LC_MESSAGES, LANG } = process.env as Readonly<Record<string, string | undefined>>;
    const names = (LANGUAGE || LC_ALL || LC_MESSAGES || LANG || '').split(':');
    const tags = names.map((name) => name.replace(/[.@].*$/, '').replace('_', '-'));
    const languages = tags.filter((tag) => /^[a-z]{2,3}(-|$)/.test(tag));
    return languages.length > 0 ? languages : [this.getLocale()];
  }

  setLoginItemSettings(settings: Electron.Settings): void {
    this.#loginItem = { ...this.#loginItem, ...settings };
  }

  getLoginItemSettings(): Electron.LoginItemSettings {
    const openAtLogin = this.#loginItem.openAtLogin ?? false;
    return {
      openAtLogin,
      wasOpenedAtLogin: false,
      status: openAtLogin ? 'enabled' : 'not-registered',
      executableWillLaunchAtLogin: openAtLogin,
      launchItems: [],
    };
  }

  setAppUserModelId(_id: string): void {}

  /** Every window is sandboxed here, as far as the app can tell. */
  enableSandbox(): void {}

  focus(): void {}
}

export const app = new App();
app.setMaxListeners(0);
onSessionCreated((session) => void app.emit('session-created', session));

/** Emits `ready`, then lets `whenReady` resolve: Playwright's loader holds the app back between the two. */
export function announceReady(): void {
  app.emit('ready', electronEvent(), {});
  ready.resolve();
}
