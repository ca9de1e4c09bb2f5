import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readConsentForm } from '../servers/consent-form.ts';
import { ensureSnac } from '../servers/install-snac.ts';
import { freePort } from './free-port.ts';
import { startProcess, waitForHealth } from './process.ts';

const run = promisify(execFile);

export interface SnacUser {
  readonly name: string;
  readonly password: string;
}

/** A real server with Mastodon's API, alone on its loopback port. */
export interface SnacServer {
  readonly url: string;
  /** What a person types as their server, with the port. */
  readonly host: string;
  readonly addUser: (name: string) => Promise<SnacUser>;
  readonly stop: () => Promise<void>;
}

/** Starts snac2 over plain http in a temporary folder of its own; about 0.1 s, after a first download. */
export async function startSnac(): Promise<SnacServer> {
  const snac = await ensureSnac();
  const folder = await mkdtemp(join(tmpdir(), 'crosstie-snac-'));
  const data = join(folder, 'data');
  const port = await freePort();
  const host = `localhost:${port}`;
  await initialise(snac, data, port);
  // setpriv ends snac2 together with this process, however this process ends. An orderly stop would take four seconds.
  const server = startProcess('setpriv', ['--pdeathsig', 'KILL', snac, 'httpd', data], folder);
  try {
    await waitForHealth(server, `http://${host}/api/v1/instance`);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url: `http://${host}`, host, addUser: (name) => addUser(snac, data, name), stop: server.stop };
}

/**
 * Answers snac2's questions: address, port, host name, URL prefix, and the administrator's email. More threads than its
 * usual few: people of one server write to one another, and few threads would wait for themselves.
 */
async function initialise(snac: string, data: string, port: number): Promise<void> {
  const init = spawn(snac, ['init', data], { stdio: ['pipe', 'ignore', 'inherit'] });
  init.stdin.end(`127.0.0.1\n${port}\nlocalhost:${port}\n\nadmin@example.test\n`);
  const [code] = await once(init, 'close');
  if (code !== 0) throw new Error(`snac init ended with ${String(code)}.`);
  const settings = join(data, 'server.json');
  const json: unknown = JSON.parse(await readFile(settings, 'utf8'));
  await writeFile(settings, JSON.stringify(Object.assign({}, json, { protocol: 'http', num_threads: 16 })));
}

async function addUser(snac: string, data: string, name: string): Promise<SnacUser> {
  const { stdout, stderr } = await run(snac, ['adduser', data, name]);
  const password = /User password is (\S+)/.exec(stdout + stderr)?.[1];
  if (password === undefined) throw new Error(`snac adduser ${name} said no password:\n${stdout}${stderr}`);
  return { name, password };
}

/**
 * Signs in and consents on the one form that snac2 shows for an OAuth authorization, as the person would in a browser.
 * Returns the redirect address with its `code` and `state`; snac2 has no way to refuse other than closing the page.
 */
export async function consentOnSnac(authorizationUrl: string, user: SnacUser): Promise<string> {
  const page = await fetch(authorizationUrl);
  const form = readConsentForm(await page.text(), authorizationUrl);
  form.fields.set('login', user.name);
  form.fields.set('passwd', user.password);
  const answer = await fetch(form.action, { method: 'POST', body: form.fields, redirect: 'manual' });
  const redirect = answer.headers.get('location');
  if (redirect === null) throw new Error(`snac2 did not accept ${user.name}: ${answer.status} ${await answer.text()}`);
  return redirect;
}
