/** What a pretend network is to the rehearsal: its servers, and what can happen to its sign-ins. */
import type { SourceChange } from './changing.ts';
import type { RehearsedNetwork } from './faults.ts';
import type { SamplePost, SampleSource } from './sample-post.ts';
import type { Route, ServerAnswers } from './server.ts';
import type { State } from './state.ts';
import type { World } from './world.ts';

export interface PretendServer {
  /** Unique in the rehearsal, and stable: its port is remembered under it. */
  readonly name: string;
  readonly routes: readonly Route[];
  readonly answers: ServerAnswers;
  readonly bodyLimitBytes: number;
  /** Changes a path before a route is looked for (Graph's version prefix). */
  readonly rewrite?: (path: string) => string;
}

/** What a network's servers stand on. `base` is the address of a server once all are started: ask when answering. */
export interface Ground {
  readonly world: World;
  readonly base: (server: string) => string;
}

export interface PretendNetwork {
  readonly id: RehearsedNetwork;
  readonly servers: (ground: Ground) => readonly PretendServer[];
  /** As if the person had ended the app's permission in the network's settings. */
  readonly revoke: (state: State) => void;
  /** Access tokens end now; what can be refreshed still can. Nothing where tokens never end. */
  readonly expire: (state: State, now: number) => void;
  /** The sign-ins stay and lose the permission to publish. */
  readonly narrow: (state: State) => void;
  /** Where it can be read: its prepared posts, and a new post of the person's own. Answers the post's id. */
  readonly source?: {
    readonly samples: SampleSource;
    readonly add: (state: State, sample: SamplePost, now: number) => string;
    /** Answers whether the network lets a person change that of this post. */
    readonly change: (state: State, id: string, change: SourceChange, now: number) => boolean;
    /** Answers whether it was there. */
    readonly remove: (state: State, id: string) => boolean;
  };
}

export const formLimitBytes = 1_000_000;
export const uploadLimitBytes = 70_000_000;
