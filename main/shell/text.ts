/** What the main process says by itself: tray, notifications, titles, dialogs. The windows have their own catalogue. */
import type { Remedy } from '../../contract/errors.ts';
import type { Language } from '../../contract/views.ts';
import type { StartupProblem } from './startup-failure.ts';
import { de } from './text/de.ts';
import { en } from './text/en.ts';
import type { Times } from './text/times.ts';

export interface ProblemValues {
  /** Network and account: `Instagram (mara.photo)`. */
  readonly name: string;
  /** When it can go on, in words; null when the network did not say. */
  readonly until: string | null;
}

export interface ShellText {
  readonly times: Times;
  readonly windows: { readonly approval: string; readonly settings: string };
  readonly tooltip: {
    readonly waiting: (count: number) => string;
    readonly offers: (count: number) => string;
    readonly nothingWaiting: string;
    readonly problems: (count: number) => string;
    readonly checked: (ago: string) => string;
    readonly working: string;
    readonly offline: string;
    readonly clockIsWrong: string;
    readonly pausedUntil: (time: string) => string;
    readonly pausedForNow: string;
  };
  readonly menu: {
    readonly waiting: (count: number) => string;
    readonly offers: (count: number) => string;
    readonly next: (title: string, network: string, time: string) => string;
    readonly last: (network: string, time: string) => string;
    readonly clockIsWrong: string;
    readonly checkNow: string;
    readonly pause: string;
    readonly pauseHour: string;
    readonly pauseTomorrow: string;
    readonly pauseForNow: string;
    readonly resume: string;
    readonly settings: string;
    readonly quit: string;
  };
  /** One sentence without its full stop: what happened and what to do. */
  readonly problem: Readonly<Record<Remedy, (values: ProblemValues) => string>>;
  readonly untitled: string;
  readonly notification: {
    readonly waitingOne: string;
    readonly waitingTitle: (count: number) => string;
    readonly waitingBody: string;
    readonly published: (network: string) => string;
    readonly goesByItselfTitle: (count: number) => string;
    readonly goesByItself: (time: string) => string;
    readonly problem: string;
  };
  /** Where the person chooses a file for the ledger. */
  readonly saveLedger: { readonly title: string; readonly kind: string };
  readonly signIn: {
    readonly title: (network: string) => string;
    readonly doneTitle: string;
    readonly doneSentence: string;
  };
  readonly startup: {
    readonly title: Readonly<Record<StartupProblem['kind'], string>>;
    readonly meaning: Readonly<Record<StartupProblem['kind'], string>>;
    readonly file: (file: string) => string;
    readonly backup: (file: string) => string;
    readonly openFolder: string;
    readonly quit: string;
  };
  readonly appMenu: {
    readonly file: string;
    readonly edit: string;
    readonly window: string;
    readonly hide: string;
    readonly hideOthers: string;
    readonly close: string;
    readonly undo: string;
    readonly redo: string;
    readonly cut: string;
    readonly copy: string;
    readonly paste: string;
    readonly selectAll: string;
    readonly minimize: string;
  };
}

const catalogues: Readonly<Record<Language, ShellText>> = { en, de };

export const shellText = (language: Language): ShellText => catalogues[language];
