/** The parts of Electron's command line that the stand-in acts on. The app sees the whole line in `process.argv`. */
export interface CommandLine {
  /** Directory or main script of the app. */
  readonly application: string | undefined;
  /** Modules of `-r`, loaded before the app. */
  readonly preloaded: readonly string[];
  readonly inspectPort: number | undefined;
  /** Port of the DevTools endpoint; 0 lets the system choose. */
  readonly debuggingPort: number | undefined;
  readonly wantsVersion: boolean;
  readonly switches: ReadonlyMap<string, string>;
}

const defaultInspectPort = 9229;

/** Reads the arguments as Electron does: switches count wherever they stand, the first bare word is the app. */
export function readCommandLine(argv: readonly string[]): CommandLine {
  const preloaded: string[] = [];
  const switches = new Map<string, string>();
  let application: string | undefined;
  let inspectPort: number | undefined;
  let debuggingPort: number | undefined;
  let wantsVersion = false;
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    if (application === undefined && (word === '-r' || word === '--require')) {
      index += 1;
      preloaded.push(argv[index] ?? '');
    } else if (application === undefined && (word === '-v' || word === '--version')) {
      wantsVersion = true;
    } else if (/^--inspect(-brk)?(=|$)/.test(word)) {
      inspectPort = Number(/=(?:.*:)?(\d+)$/.exec(word)?.[1] ?? defaultInspectPort);
    } else if (word.startsWith('--remote-debugging-port=')) {
      debuggingPort = Number(word.slice(word.indexOf('=') + 1));
    } else if (word.startsWith('--')) {
      const [, name = '', value = ''] = /^--([^=]*)=?(.*)$/s.exec(word) ?? [];
      switches.set(name, value);
    } else {
      application ??= word;
    }
  }
  return { application, preloaded, inspectPort, debuggingPort, wantsVersion, switches };
}
