/** The rules for the settings form. Pure. */
import { z } from 'zod';
import type { BucketCheck, BucketForm } from '../core/ports/hosting.ts';
import { isPlainPath, isSecure } from './address.ts';

export interface BucketRules {
  /** Plain http to this machine, for rehearsal and tests. */
  readonly allowLoopbackHttp: boolean;
}

/** S3's rules for names (docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html); the others' are narrower. */
const bucketName = /^(?!\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
/** Both become part of a header, in which `,`, `/` and `=` part the fields. */
const regionName = /^[A-Za-z0-9-]{1,64}$/;
const keyId = /^[!-~]{1,256}$/;
const partsAHeader = /[,/=]/;
const longestPrefix = 256;

const schemaFor = ({ allowLoopbackHttp }: BucketRules) => {
  const address = z
    .string()
    .trim()
    .transform((typed, context) => {
      const url = URL.canParse(typed) ? new URL(typed) : null;
      const isBare = url?.username === '' && url.password === '' && url.search === '' && url.hash === '';
      if (url !== null && isBare && isSecure(url, allowLoopbackHttp)) return url;
      context.addIssue('No secure address without user, query and fragment.');
      return z.NEVER;
    });
  return z.object({
    endpoint: address.refine(({ pathname }) => pathname === '/').transform(({ origin }) => origin),
    region: z.string().trim().regex(regionName),
    bucket: z.string().trim().regex(bucketName),
    prefix: z
      .string()
      .transform((typed) => typed.trim().replace(/^\/+|\/+$/g, ''))
      .refine((prefix) => prefix === '' || (prefix.length <= longestPrefix && isPlainPath(prefix))),
    publicBase: z.union([
      z
        .string()
        .regex(/^\s*$/)
        .transform(() => null),
      address.transform(({ origin, pathname }) => origin + pathname.replace(/\/+$/, '')),
    ]),
    accessKeyId: z
      .string()
      .trim()
      .regex(keyId)
      .refine((id) => !partsAHeader.test(id)),
    secretAccessKey: z.string().trim().regex(keyId),
  });
};

const fields = ['endpoint', 'region', 'bucket', 'prefix', 'publicBase', 'accessKeyId', 'secretAccessKey'] as const;

/** What the person typed as a bucket, blanks and superfluous slashes taken off, or the first field that is wrong. */
export function validBucket(form: BucketForm, rules: BucketRules): BucketCheck {
  const parsed = schemaFor(rules).safeParse(form);
  if (parsed.success) return { kind: 'valid', bucket: parsed.data };
  const wrong = parsed.error.issues.map(({ path }) => path[0]);
  return { kind: 'wrong', field: fields.find((field) => wrong.includes(field)) ?? 'endpoint' };
}
