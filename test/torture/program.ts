/** The built program in the hands of this process: started, asked, told, and ended without a word. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import type { AnswerOf, ArgumentOf, CallName } from '../../contract/api.ts';
import type { Result } from '../../contract/errors.ts';
import type { ClockSetting, Death, ToProgram, ToSupervisor } from '../../main/supervision/protocol.ts';
import { chooseRuntime, electronBinary } from '../electron-host/choose.ts';

export interface Program {
  /** Resolves once calls are answered; false when it ended before. */
  readonly ready: Promise<boolean>;
  /** As a window asks. Rejects with `Gone` when the program ends before it has answered. */
  readonly ask: <Name extends CallName>(name: Name, argument: ArgumentOf<Name>) => Promise<Result<AnswerOf<Name>>>;
  readonly tell: (message: ToProgram) => void;
  readonly signal: (name: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT') => void;
  readonly isAlive: () => boolean;
  readonly ended: Promise<Ended>;
}
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last lines that it wrote. */
  readonly output: string;
}
export class Gone extends Error {}

export interface ProgramOptions {
  readonly userData: string;
  readonly addressesFile: string;
  /** Where Node keeps what it compiled, when it is let end by itself: the next starts take a third less. */
  readonly compileCache: string;
  readonly clock: ClockSetting;
  readonly death: Death | null;
  /** Decides at a sign-in page as a person does; answers where the browser is sent. */
  readonly consent: (url: string) => Promise<string>;
}

const root = path.resolve(import.meta.dirname, '../..');
const keptOutput = 20_000;
const surroundings = { LANGUAGE: 'en', ELECTRON_STANDIN_WINDOWLESS: '1', NODE_NO_WARNINGS: '1' };

export function startProgram({
  userData,
  addressesFile,
  compileCache,
  clock,
  death,
  consent,
}: ProgramOptions): Program {
  const { distPath } = chooseRuntime();
  const executable = distPath === undefined ? (electronBinary() ?? 'electron') : path.join(distPath, 'electron');
  const args = [`--user-data-dir=${userData}`, `--addresses=${addressesFile}`, '--in-tray', '--supervised'];
  if (distPath === undefined) args.push('--seal-without-keyring'); // The stand-in has a keyring of its own.
  const child = spawn(executable, ['--no-sandbox', '.', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ...surroundings, NODE_COMPILE_CACHE: compileCache },
  });
  const asked = new Map<number, (result: Result<unknown> | Gone) => void>();
  const readiness = Promise.withResolvers<boolean>();
  let isAlive = true;
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text) => (output = (output + String(text)).slice(-keptOutput)));
  const tell = (message: ToProgram): void => {
    if (isAlive && child.connected) child.send(message, () => undefined); // What cannot be sent any more found it ended.
  };
  child.on('message', (message: ToSupervisor) => {
    if (message.kind === 'hello') tell({ kind: 'orders', clock, death });
    else if (message.kind === 'ready') readiness.resolve(true);
    else if (message.kind === 'answer') asked.get(message.id)?.(message.result);
    else
      void consent(message.url).then(
        (url) => tell({ kind: 'consented', id: message.id, url }),
        () => tell({ kind: 'consented', id: message.id, url: null }),
      );
  });
  child.on('error', () => undefined);
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => {
      isAlive = false;
      readiness.resolve(false);
      for (const answer of asked.values()) answer(new Gone());
      resolve({ code, signal, output });
    });
  });
  let last = 0;
  return {
    ready: readiness.promise,
    ask: async (name, argument) => {
      if (!isAlive) throw new Gone();
      last += 1;
      const id = last;
      const answer = await new Promise<Result<unknown> | Gone>((resolve) => {
        asked.set(id, resolve);
        tell({ kind: 'call', id, name, argument });
      });
      asked.delete(id);
      if (answer instanceof Gone) throw answer;
      return answer as Result<AnswerOf<typeof name>>;
    },
    tell,
    signal: (name) => void child.kill(name),
    isAlive: () => isAlive,
    ended,
  };
}
