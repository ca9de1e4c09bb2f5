import type { Parameters } from '../chromium/protocol.ts';
import { report } from '../host/report.ts';
import { allPages } from './registry.ts';

type ThemeSource = 'system' | 'light' | 'dark';

let current: ThemeSource = 'system';

export function themeSource(): ThemeSource {
  return current;
}

/** Makes every page, and those to come, see the scheme in `prefers-color-scheme`. */
export function setThemeSource(source: ThemeSource): void {
  current = source;
  for (const page of allPages()) {
    page.prepared.then(() => page.send('Emulation.setEmulatedMedia', emulatedColorScheme())).catch(report);
  }
}

export function emulatedColorScheme(): Parameters<'Emulation.setEmulatedMedia'> {
  return { features: current === 'system' ? [] : [{ name: 'prefers-color-scheme', value: current }] };
}
