import { browser } from '../host/runtime.ts';
import { PermissionPolicy } from './permissions.ts';
import type { ProtocolHandler } from './protocol.ts';
import { RequestQuestions } from './web-request.ts';

/** What stands behind a session: a browser context of Chromium, and the rules the app has set for it. */
export class Profile {
  readonly partition: string;
  readonly questions = new RequestQuestions();
  readonly handlers = new Map<string, ProtocolHandler>();
  readonly permissions = new PermissionPolicy(() => this.contextId());
  userAgent: string | undefined;
  /** Comma separated, the best first. */
  acceptLanguages: string | undefined;
  #context: Promise<string> | undefined;

  constructor(partition: string) {
    this.partition = partition;
  }

  /** Undefined is Chromium's own profile, on disk; every other partition lives in memory, also a `persist:` one. */
  async contextId(): Promise<string | undefined> {
    if (this.partition === '') return undefined;
    this.#context ??= createContext();
    return this.#context;
  }

  /** The same as a command's parameter. */
  async contextParameters(): Promise<{ browserContextId?: string }> {
    const browserContextId = await this.contextId();
    return browserContextId === undefined ? {} : { browserContextId };
  }
}

async function createContext(): Promise<string> {
  const { connection } = browser();
  const { browserContextId } = await connection.send('Target.createBrowserContext', { disposeOnDetach: true });
  await connection.send('Browser.setDownloadBehavior', { behavior: 'deny', browserContextId });
  return browserContextId;
}

const profiles = new Map<string, Profile>();

export function profileOfPartition(partition: string): Profile {
  const profile = profiles.get(partition) ?? new Profile(partition);
  profiles.set(partition, profile);
  return profile;
}

export function allProfiles(): readonly Profile[] {
  return [...profiles.values()];
}
