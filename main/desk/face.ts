/** What the parts of the program's face share while it runs, and the places they lead to. */
import path from 'node:path';
import { app } from 'electron';
import type { PostId, QueueTab } from '../../contract/model.ts';
import { languages, type Language, type Preferences } from '../../contract/views.ts';
import { type SettingsPage } from '../../contract/windows.ts';
import type { LinkOptions } from '../core/accounts/link.ts';
import { ExpectedFailure } from '../core/core.ts';
import { checkJob } from '../core/schedule/due.ts';
import { pausedUntil } from '../core/schedule/pause.ts';
import type { Log } from '../core/ports/system.ts';
import type { Engine } from '../engine.ts';
import type { Broadcast } from '../ipc/publish.ts';
import type { Playback } from '../media/playback.ts';
import type { Thumbnails } from '../media/thumbnails.ts';
import type { NotificationTarget } from '../shell/notifications.ts';
import type { PreferenceFile } from '../shell/preferences.ts';
import type { ShellText } from '../shell/text.ts';
import type { Windows } from '../shell/windows.ts';

export interface DeskParts {
  readonly engine: Engine;
  readonly log: Log;
  readonly preferences: PreferenceFile;
  readonly thumbnails: Thumbnails;
  readonly playback: Playback;
  readonly isRehearsal: boolean;
  readonly allowLoopback: boolean;
  /** Hands an address to the system browser; answers whether it was one that may be handed over. */
  readonly openExternal: (url: string) => Promise<boolean>;
  readonly beforeCheck: () => Promise<void>;
  /** Where files lie that the person publishes by hand. */
  readonly byHandFolder: string;
  readonly showFile: (file: string) => void;
  /** Where a person signs in, in place of a window and the system browser. */
  readonly surfaces?: LinkOptions['surfaces'] | undefined;
}
/** Everything the parts of the face share while the program runs. */
export interface Face extends DeskParts {
  readonly windows: Windows;
  readonly broadcast: Broadcast;
  readonly text: () => ShellText;
}

/** A file of the built program. */
export const builtAt = (...place: string[]): string => path.join(app.getAppPath(), ...place);

export function languageOf({ language }: Preferences): Language {
  if (language !== 'system') return language;
  const wanted = app.getPreferredSystemLanguages().map((tag) => tag.slice(0, 2));
  return wanted.map((tag) => languages.find((known) => known === tag)).find((known) => known !== undefined) ?? 'en';
}

export function openTarget(face: Face, target: NotificationTarget): void {
  if (target.kind === 'post') showQueue(face, target.tab, target.postId);
  else showSettings(face, 'accounts');
}

export function showQueue({ windows, broadcast }: Face, tab: QueueTab, postId: PostId | null): void {
  const query = { tab, ...(postId === null ? {} : { post: String(postId) }) };
  if (windows.show('approval', query)) broadcast('showPost', { tab, postId });
}

export function showSettings({ windows, broadcast }: Face, page: SettingsPage): void {
  if (windows.show('settings', { page })) broadcast('showPage', { page });
}

/** Asks all networks now. Throws `not_possible_now` while paused: then nothing is checked, by hand neither. */
export async function checkAll({ engine, beforeCheck }: Face): Promise<void> {
  const { core, scheduler } = engine;
  if (pausedUntil(core.store.read, core.clock.now()) !== null) throw new ExpectedFailure({ code: 'not_possible_now' });
  await beforeCheck();
  await Promise.all(core.store.read.accounts().map((account) => scheduler.runNow(checkJob(core, account))));
}
