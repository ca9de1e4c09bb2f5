import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { RunningBrowser } from '../host/runtime.ts';
import { Connection } from './connection.ts';
import { findChromium, type ChromiumBinary } from './find.ts';

export interface LaunchOptions {
  readonly profileDirectory: string;
  readonly switches: ReadonlyMap<string, string>;
  readonly headed: boolean;
}

const fixedArguments: readonly string[] = [
  '--autoplay-policy=no-user-gesture-required',
  '--block-new-web-contents', // window.open() reports its address and opens nothing: the app's handler decides
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-quic',
  '--disable-sync',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-pings',
  '--no-startup-window',
  '--password-store=basic',
  '--remote-debugging-pipe',
];

/** LocalNetworkAccessChecks would stop a page of the app's own scheme from reaching a server on 127.0.0.1. */
const disabledFeatures: readonly string[] = ['Translate', 'LocalNetworkAccessChecks'];

/** Switches that are the stand-in's own business. */
const keptBack = /^(inspect|remote-debugging|user-data-dir|headless)/;

/** Starts Chromium and resolves once it answers. */
export async function launchChromium(options: LaunchOptions): Promise<RunningBrowser> {
  const binary = findChromium(options.headed);
  mkdirSync(options.profileDirectory, { recursive: true });
  const child = spawn(binary.executable, argumentsFor(binary, options), {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    env: environmentFor(binary),
  });
  const exit = Promise.withResolvers<void>();
  const failure = Promise.withResolvers<never>();
  let errorOutput = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    if (process.env['ELECTRON_ENABLE_LOGGING']) process.stderr.write(chunk);
    if (errorOutput.length < 65_536) errorOutput += chunk.toString();
  });
  child.once('error', failure.reject);
  child.once('exit', (code, signal) => {
    exit.resolve();
    failure.reject(new Error(`electron stand-in: Chromium left at its start (${code ?? signal})\n${errorOutput}`));
  });
  failure.promise.catch(() => undefined); // after the start, an exit is the closed connection's to tell
  const connection = new Connection(child.stdio[3] as Writable, child.stdio[4] as Readable);
  const version = await Promise.race([connection.send('Browser.getVersion'), failure.promise]).catch(
    () => failure.promise,
  );
  return {
    connection,
    isShell: binary.isShell,
    userAgent: version.userAgent.replace('HeadlessChrome', 'Chrome'),
    version: version.product.slice(version.product.indexOf('/') + 1),
    exited: exit.promise,
    kill: () => void child.kill('SIGKILL'),
  };
}

function argumentsFor(binary: ChromiumBinary, { profileDirectory, switches, headed }: LaunchOptions): string[] {
  const features = { 'enable-features': [] as string[], 'disable-features': [...disabledFeatures] };
  const passed: string[] = [];
  for (const [name, value] of switches) {
    // Chromium keeps only the last of two --disable-features, and Playwright adds its own: merge them.
    if (name === 'enable-features' || name === 'disable-features') features[name].push(...value.split(','));
    else if (!keptBack.test(name)) passed.push(value === '' ? `--${name}` : `--${name}=${value}`);
  }
  return [
    ...fixedArguments,
    `--user-data-dir=${profileDirectory}`,
    ...(binary.isShell ? [] : ['--keep-alive-for-test']), // or Chromium leaves with its last window
    ...(binary.isShell || headed ? [] : ['--headless=new']),
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), // Chromium will not run as root with its sandbox
    ...passed,
    ...Object.entries(features).map(([name, list]) => `--${name}=${list.filter(Boolean).join(',')}`),
  ];
}

/** The binary from npm brings the libraries it needs; the system's own, where there are any, come first. */
function environmentFor(binary: ChromiumBinary): NodeJS.ProcessEnv {
  const environment = { ...process.env };
  delete environment['NODE_OPTIONS'];
  const libraries = path.join(path.dirname(binary.executable), 'lib');
  const systemHasThem = existsSync('/usr/lib/x86_64-linux-gnu/libnss3.so') || existsSync('/usr/lib64/libnss3.so');
  if (existsSync(path.join(libraries, 'libnss3.so')) && !systemHasThem) {
    environment['LD_LIBRARY_PATH'] = [process.env['LD_LIBRARY_PATH'], libraries].filter(Boolean).join(':');
  }
  return environment;
}
