/**
 * A public place for files. Instagram, Threads and TikTok (for photos) fetch pictures and videos from a web address and
 * take no upload. `hosting/` implements it; when to host and when to clean up is decided in the core.
 */

/** A bucket that the person owns. Sealed like a token: holds a secret, never shown to a window whole. */
export interface Bucket {
  /** Origin of an S3-compatible server, e.g. `https://s3.eu-central-1.amazonaws.com`. */
  readonly endpoint: string;
  /** As the server names it; `auto` for Cloudflare R2. */
  readonly region: string;
  readonly bucket: string;
  /** Folder inside the bucket, without slashes at its ends; may be empty. */
  readonly prefix: string;
  /** Public https address of the bucket (a custom domain, r2.dev …); null: addresses are presigned and end after an hour. */
  readonly publicBase: string | null;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface BucketHost {
  /**
   * Puts the bytes under exactly this name. Throws NetworkFailure. Idempotent: the same name again replaces the same
   * bytes. Names are the caller's and random, of folders and letters as a path has them; any other name throws TypeError,
   * here and below.
   */
  readonly put: (bucket: Bucket, name: string, file: Blob, signal: AbortSignal) => Promise<void>;
  /** The address that a network can fetch. A secret while the file is there: whoever knows it can read the file. */
  readonly addressOf: (bucket: Bucket, name: string) => Promise<string>;
  /** Deletes; a file that is gone counts as deleted. Throws NetworkFailure. */
  readonly remove: (bucket: Bucket, name: string, signal: AbortSignal) => Promise<void>;
  /**
   * Puts a tiny file, fetches it from its public address without credentials, compares bytes, deletes it. Throws
   * NetworkFailure with a code and a sentence that says what is wrong.
   */
  readonly test: (bucket: Bucket, signal: AbortSignal) => Promise<void>;
}

/** The fields of the settings form as the person typed them; an empty `publicBase` means none. */
export type BucketForm = Readonly<Record<keyof Bucket, string>>;
export type BucketCheck =
  | { readonly kind: 'valid'; readonly bucket: Bucket }
  /** The first field that is wrong, in the order of `Bucket`. */
  | { readonly kind: 'wrong'; readonly field: keyof Bucket };
