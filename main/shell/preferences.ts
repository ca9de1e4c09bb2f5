/** What the person chose about windows, in `preferences.json`. What must agree with posts is in the database instead. */
import { renameSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Store from 'electron-store';
import { z } from 'zod';
import { toError } from '../../contract/errors.ts';
import { languages, themes, type Preferences } from '../../contract/views.ts';
import type { Log } from '../core/ports/system.ts';
import type { WindowState } from './window-bounds.ts';
import type { WindowName } from '../../contract/windows.ts';

const size = z.int().min(200).max(20_000);
const position = z.int().min(-100_000).max(100_000);
const windowState = z.object({
  bounds: z.object({ x: position, y: position, width: size, height: size }),
  isMaximized: z.boolean(),
});
/** A value that does not fit counts as not set; it does not take the others with it. */
const saved = z.object({
  theme: z.enum(themes).catch('system'),
  language: z.enum([...languages, 'system']).catch('system'),
  windows: z
    .object({ approval: windowState.nullable().catch(null), settings: windowState.nullable().catch(null) })
    .catch({ approval: null, settings: null }),
});
type Saved = z.infer<typeof saved>;

export interface PreferenceFile {
  readonly load: () => Preferences;
  /** Answers what holds now. */
  readonly save: (change: Partial<Preferences>) => Preferences;
  readonly windowState: {
    readonly load: (name: WindowName) => WindowState | null;
    readonly save: (name: WindowName, state: WindowState) => void;
  };
}

/** Opens the file in the folder. A damaged one is kept aside as `preferences.damaged.json`, and everything is as at first. */
export function openPreferences(folder: string, log: Log): PreferenceFile {
  keepDamagedAside(folder, log);
  const store = new Store<Saved>({ cwd: folder, name: 'preferences' });
  const load = (): Saved => saved.parse(store.store);
  const save = (change: Partial<Saved>): void => {
    try {
      store.set(change);
    } catch (thrown) {
      log.warn('the preferences could not be saved', { reason: toError(thrown).message });
    }
  };
  return {
    load: () => preferencesOf(load()),
    save: (change) => {
      save(change);
      return preferencesOf({ ...load(), ...change });
    },
    windowState: {
      load: (name) => load().windows[name],
      save: (name, state) => save({ windows: { ...load().windows, [name]: state } }),
    },
  };
}

function preferencesOf({ theme, language }: Saved): Preferences {
  return { theme, language };
}

function keepDamagedAside(folder: string, log: Log): void {
  const file = join(folder, 'preferences.json');
  try {
    JSON.parse(readFileSync(file, 'utf8'));
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) return;
    renameSync(file, join(folder, 'preferences.damaged.json'));
    log.warn('the preferences were damaged and are kept aside', { reason: thrown.message });
  }
}
