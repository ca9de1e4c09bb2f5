/** What Instagram and Threads do alike at Meta. Where they differ is data here. */
import type { Content } from '../../../contract/model.ts';
import type { Problem } from '../../../contract/errors.ts';
import type { AccountRef } from '../../core/ports/network.ts';
import type { RemoteProfile } from '../../core/ports/sign-in.ts';
import type { Addresses } from '../addresses.ts';
import type { OwnPosts } from './find.ts';
import type { MetaSession } from './session.ts';
import type { MetaStep, PublishedStep } from './steps.ts';

export interface MetaHosts {
  readonly www: string;
  /** Where a code becomes a token that lives an hour. */
  readonly token: string;
  readonly graph: string;
}

export interface MetaDialect {
  readonly id: 'instagram' | 'threads';
  readonly name: string;
  readonly hosts: (addresses: Addresses) => MetaHosts;
  /** The beginning of every path but those of tokens: `v26.0`. */
  readonly version: string;
  readonly scopes: readonly string[];
  readonly grants: { readonly exchange: string; readonly refresh: string };
  /** Where the person ends the permission by hand. */
  readonly permissionsPage: string;
  /** Asks who the token belongs to. */
  readonly profile: (session: MetaSession, hosts: MetaHosts) => Promise<RemoteProfile>;
  readonly profilePage: (handle: string, hosts: MetaHosts) => string;
  readonly publishing: MetaPublishing;
}

/** What is made ready before it can be published: developers.facebook.com/docs/instagram-platform/content-publishing */
export interface MetaPublishing {
  /** Why this network cannot say what the content says; null where it can. */
  readonly refuses: (content: Content) => Problem | null;
  readonly plan: (content: Content) => readonly MetaStep[];
  /** Where containers are made and where they are published, seen from the account. */
  readonly containers: (account: AccountRef) => string;
  readonly publish: (account: AccountRef) => string;
  readonly status: {
    readonly fields: string;
    /** The word for how far a container has come, and the network's reason where it failed. */
    readonly read: (body: Readonly<Record<string, unknown>>) => { readonly state: string; readonly said: string };
    /** What a failed container's reason means. */
    readonly explain: (said: string) => Problem;
  };
  /** The newest of the account's own posts among which the published step must be. */
  readonly recent: (step: PublishedStep, session: MetaSession, account: AccountRef) => Promise<OwnPosts>;
}
