import { StrictEmitter } from '../host/strict.ts';
import { setThemeSource, themeSource } from '../window/color-scheme.ts';

type ThemeSource = ReturnType<typeof themeSource>;
const sources: readonly string[] = ['system', 'light', 'dark'] satisfies ThemeSource[];

/** The module `nativeTheme`. The system's own theme is light. */
class NativeTheme extends StrictEmitter {
  get themeSource(): ThemeSource {
    return themeSource();
  }

  set themeSource(source: ThemeSource) {
    if (!sources.includes(source)) throw new TypeError(`Error processing argument: ${source}`);
    setThemeSource(source);
    this.emit('updated');
  }

  get shouldUseDarkColors(): boolean {
    return themeSource() === 'dark';
  }
}

export const nativeTheme = new NativeTheme();
