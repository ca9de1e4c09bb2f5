/** How LinkedIn refuses: a JSON body with `status`, a code and a sentence; never a header about rates. */
import { json, type Answer, type ServerAnswers } from '../server.ts';

export interface LinkedinError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly serviceErrorCode?: number;
}

export const linkedinError = ({ status, code, message, serviceErrorCode }: LinkedinError): Answer =>
  json(status, { status, ...(serviceErrorCode === undefined ? {} : { serviceErrorCode }), code, message });

/** `what` is resource and method, `posts.CREATE`; `version` as the call named it. */
export const noPermission = (what: string, version: string): Answer =>
  linkedinError({
    status: 403,
    serviceErrorCode: 100,
    code: 'ACCESS_DENIED',
    message: `Not enough permissions to access: ${what}.${version}01`,
  });

export const missingField = (name: string): Answer =>
  linkedinError({
    status: 400,
    code: 'MISSING_FIELD',
    message: `/${name} :: field is required but not found and has no default value`,
  });

export const invalidValue = (name: string, why: string): Answer =>
  linkedinError({ status: 400, code: 'INVALID_VALUE_FOR_FIELD', message: `/${name} :: ${why}` });

export const tooLong = (name: string, limit: number): Answer =>
  linkedinError({
    status: 400,
    code: 'FIELD_LENGTH_TOO_LONG',
    message: `/${name} :: length is more than the maximum of ${limit}`,
  });

export const wrongUrnType = (name: string): Answer =>
  linkedinError({ status: 400, code: 'INVALID_URN_TYPE', message: `/${name} :: is not of the wanted URN type` });

export const notFound = (what: string): Answer =>
  linkedinError({ status: 404, code: 'NOT_FOUND', message: `${what} could not be found` });

export const throttled: Answer = linkedinError({
  status: 429,
  serviceErrorCode: 101,
  code: 'TOO_MANY_REQUESTS',
  message: 'Resource level throttle limit for calls to this resource is reached.',
});

const exception = 'com.linkedin.content.common.exception.BadRequestResponseException';

/** 422 comes in a shape of its own. */
export const unprocessable = (message: string, description: string, code: string): Answer =>
  json(422, {
    errorDetailType: 'com.linkedin.common.error.BadRequest',
    message: `${exception}: ${message}`,
    errorDetails: { inputErrors: [{ description, input: {}, code }] },
    status: 422,
  });

/** Names the post that is there already. */
export const duplicateOf = (urn: string): Answer =>
  unprocessable(`Content is a duplicate of ${urn}`, 'Duplicate post is detected', 'DUPLICATE_POST');

export const linkedinAnswers: ServerAnswers = {
  notFound: () => linkedinError({ status: 404, code: 'RESOURCE_NOT_FOUND', message: 'No virtual resource found' }),
  tooLarge: () => linkedinError({ status: 413, code: 'REQUEST_ENTITY_TOO_LARGE', message: 'Request Entity Too Large' }),
  badRequest: () => linkedinError({ status: 400, code: 'BAD_REQUEST', message: 'Cannot parse the request' }),
  rateLimited: () => throttled,
  serverError: (status) => linkedinError({ status, code: 'INTERNAL_SERVER_ERROR', message: 'Internal Server Error' }),
};
