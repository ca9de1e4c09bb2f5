/** The answers that are read. Unknown fields pass. */
import { z } from 'zod';

/** Without a refresh token for all but the apps that LinkedIn approved; scopes are parted by commas or blanks. */
export const tokenSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive(),
  scope: z.string().nullish(),
  refresh_token: z.string().nullish(),
  refresh_token_expires_in: z.coerce.number().positive().nullish().catch(null),
});
export type TokenAnswer = z.infer<typeof tokenSchema>;

export const userinfoSchema = z.object({
  sub: z.string().min(1),
  name: z.string().nullish(),
  given_name: z.string().nullish(),
  family_name: z.string().nullish(),
});
export type Userinfo = z.infer<typeof userinfoSchema>;

const urn = z.string().startsWith('urn:li:');
export const imageStartSchema = z.object({ value: z.object({ uploadUrl: z.url(), image: urn }) });
export const videoStartSchema = z.object({
  value: z.object({
    video: urn,
    uploadToken: z.string().nullish(),
    uploadUrlsExpireAt: z.number().nullish().catch(null),
    uploadInstructions: z
      .array(z.object({ uploadUrl: z.url(), firstByte: z.number().int().min(0), lastByte: z.number().int().min(0) }))
      .min(1),
  }),
});
export const videoSchema = z.object({ status: z.string(), processingFailureReason: z.string().nullish() });

/** `urn:li:share:…` or `urn:li:ugcPost:…`. */
export const postUrn = z.string().regex(/^urn:li:\w+:[\w-]+$/);
