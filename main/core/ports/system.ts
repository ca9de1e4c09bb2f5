/** The edges of the machine as the core sees them: all injected, so that a test runs a week in a second. */
import type { Sha256, VideoLimits } from '../../../contract/model.ts';
import type { Json } from '../../../contract/json.ts';
import type { RedirectRule } from './sign-in.ts';

export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Calls back once; the answer cancels. */
  readonly after: (delayMs: number, callback: () => void) => () => void;
  /** The zone that the machine's own clock shows, by its name in the IANA time zone database. */
  readonly timeZone: () => string;
  /** Milliseconds that only ever grow, however the time of day is set. Whether they grow in sleep depends on the system. */
  readonly uptime: () => number;
}

/** What time it is elsewhere: servers say it with each answer. */
export interface NetworkTime {
  /**
   * How many milliseconds this machine's clock is ahead (negative: behind) of the server that it is nearest to, by what servers
   * said since `sinceUptime`; null when none said anything. So one server whose own clock is wrong proves nothing.
   */
  readonly aheadMs: (sinceUptime: number) => number | null;
}

export interface Log {
  readonly info: (message: string, facts?: Readonly<Record<string, Json>>) => void;
  readonly warn: (message: string, facts?: Readonly<Record<string, Json>>) => void;
  readonly error: (message: string, facts?: Readonly<Record<string, Json>>) => void;
}

/** Seals secrets with the operating system's keyring. */
export interface Sealer {
  readonly state: () => Promise<{ readonly available: boolean; readonly backend: string }>;
  readonly seal: (plain: string) => Promise<{ readonly ciphertext: Uint8Array; readonly backend: string }>;
  /** Throws when the keyring refuses or the ciphertext is not ours. */
  readonly open: (ciphertext: Uint8Array) => Promise<string>;
}

/** Shows a sign-in page and waits. Rejects with a NetworkFailure `sign_in_closed` when the person gives up. */
export interface SignInSurface {
  /** The address to give as the redirect; for the browser way a listener is bound to it already. */
  readonly open: (
    signal: AbortSignal,
    redirect: RedirectRule,
  ) => Promise<{
    readonly redirectUri: string;
    /** Resolves with the full address that the page was redirected to, when it is exactly `redirectUri` but for the query. */
    readonly show: (url: string, title: string, redirectUri: string) => Promise<URL>;
    readonly close: () => void;
  }>;
}

/** What of a file's own words may leave the machine with it. */
export interface MetadataPolicy {
  /** Where it was made. */
  readonly location: 'strip' | 'keep';
  /** Who made it and who has the rights. */
  readonly credit: 'strip' | 'keep';
  /** All else: camera, software, times, numbers. */
  readonly other: 'strip' | 'keep';
}

/** What a destination takes, as far as a picture file is concerned, and what the file may tell. */
export interface PictureLimits {
  readonly bytes: number;
  readonly pixels: number | null;
  readonly types: readonly string[];
  readonly metadata: MetadataPolicy;
}
export interface PictureFile {
  readonly sha256: Sha256;
  readonly mimeType: string;
  readonly sizeBytes: number;
  readonly width: number;
  readonly height: number;
}
export type Fitted =
  | { readonly kind: 'as_is' | 'made_smaller'; readonly file: PictureFile }
  | { readonly kind: 'impossible'; readonly reason: 'type' | 'size' | 'damaged' };

/** Files by the hash of their bytes, in the profile's cache. */
export interface PictureStore {
  /** Looks at the bytes, refuses what is no picture (returns null), keeps the file. */
  readonly add: (bytes: Uint8Array) => Promise<PictureFile | null>;
  /** The smallest change of a kept file that fits; deterministic for the same file and limits. */
  readonly fit: (file: PictureFile, limits: PictureLimits) => Promise<Fitted>;
  /** What it looks like, as 16 hexadecimal digits that hardly change when it is encoded anew; null: too little to tell. */
  readonly likeness: (file: PictureFile) => Promise<string | null>;
  /** The bytes of a kept file; throws when it is gone or no longer has its hash. */
  readonly read: (sha256: Sha256, mimeType: string) => Promise<Blob>;
}

export interface VideoFile {
  readonly sha256: Sha256;
  readonly mimeType: string;
  readonly sizeBytes: number;
  /** Pixels as they are seen: the camera's rotation and the shape of its pixels are applied. */
  readonly width: number;
  readonly height: number;
  readonly durationMs: number;
}
export type FittedVideo =
  | { readonly kind: 'as_is'; readonly file: VideoFile }
  | {
      readonly kind: 'impossible';
      readonly reason: 'type' | 'size' | 'too_long' | 'too_short' | 'shape' | 'damaged';
    };

/** Videos by the hash of their bytes, in the profile's cache. They are never whole in memory. */
export interface VideoStore {
  /** Reads to the end, at most `maxBytes`; looks, keeps. Null: no video that Crosstie keeps, or more than `maxBytes`. */
  readonly add: (bytes: AsyncIterable<Uint8Array>, maxBytes: number) => Promise<VideoFile | null>;
  /** A kept file that fits, unchanged or freed of its place (`as_is` both); else why not. Deterministic. */
  readonly fit: (file: VideoFile, limits: VideoLimits) => Promise<FittedVideo>;
  /** The bytes of a kept file; throws when it is gone or no longer has its hash. */
  readonly read: (sha256: Sha256, mimeType: string) => Promise<Blob>;
}

/** The open web, as anyone sees it. */
export interface Web {
  /** SHA-256 of what an address shows, without any credentials, at most `maxBytes`. Throws NetworkFailure. */
  readonly hashOf: (url: string, maxBytes: number, signal: AbortSignal) => Promise<Sha256>;
}
