// s3rver has no types of its own; these are the parts of its README that the tests use.
declare module 's3rver' {
  import type { RequestListener } from 'node:http';

  interface Options {
    readonly directory: string;
    readonly silent: boolean;
    readonly vhostBuckets: boolean;
    readonly configureBuckets: readonly { readonly name: string }[];
  }

  class S3rver {
    readonly logger: { close(): void };
    constructor(options: Options);
    callback(): RequestListener;
    configureBuckets(): Promise<unknown>;
  }
  export = S3rver;
}
