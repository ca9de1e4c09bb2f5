/** Publishing, step by step: developers.facebook.com/docs/instagram-platform/content-publishing and /docs/threads/posts */
import { z } from 'zod';
import type { Problem } from '../../../contract/errors.ts';
import {
  type AccountCall,
  NetworkFailure,
  type PublishInput,
  type RemotePost,
  type StepOutcome,
} from '../../core/ports/network.ts';
import { classify, outcomeOfWrite, StatusFailure } from '../http/failure.ts';
import type { NetworkContext } from '../network.ts';
import type { MetaDialect } from './dialect.ts';
import { openSession } from './session.ts';
import { notReady, settledState, stateOf, type StatusCall } from './status.ts';
import { type Container, containerOf, type ContainerStep, type PublishedStep, type ReadyStep } from './steps.ts';

const idSchema = z.object({ id: z.string().min(1) });

interface Performing extends StatusCall {
  readonly dialect: MetaDialect;
  readonly input: PublishInput;
  readonly call: AccountCall;
}

export function performStep(
  dialect: MetaDialect,
  input: PublishInput,
  call: AccountCall,
  context: NetworkContext,
): Promise<StepOutcome> {
  const { publishing } = dialect;
  const step = publishing.plan(input.content).find(({ name }) => name === input.step.name);
  return outcomeOfWrite(async () => {
    const problem = publishing.refuses(input.content);
    if (problem !== null) return { kind: 'refused', problem };
    if (step === undefined) throw new NetworkFailure({ code: 'internal' }, { notSent: true });
    const session = await openSession(dialect, call, context);
    const performing = { dialect, publishing, session, input, call, context };
    if (step.kind === 'container') return create(step, performing);
    return step.kind === 'ready' ? waitFor(step, performing) : publish(step, performing);
  });
}

/** The containers that a carousel holds may have been forgotten. */
async function create(
  step: ContainerStep,
  { publishing, session, input, call, context }: Performing,
): Promise<StepOutcome> {
  const form = await step.form(input);
  try {
    const path = publishing.containers(call.account);
    const { id } = await session.write(idSchema, { method: 'POST', path, form });
    return accepted({ id, madeAt: context.now() });
  } catch (error) {
    const isForgotten = error instanceof StatusFailure && error.problem.code === 'not_found' && step.items.length > 0;
    if (isForgotten) return startOver(error.problem);
    throw error;
  }
}

/** Asking makes nothing, so whatever fails here is certain to have done nothing. */
async function waitFor(step: ReadyStep, performing: Performing): Promise<StepOutcome> {
  const container = containerOf(performing.input.results, step.container);
  const state = await unsent(settledState(container, performing, performing.call.signal));
  if (state.kind === 'finished' || state.kind === 'published') return accepted({ id: container.id });
  return state.kind === 'failed' ? failed(state.problem) : startOver({ code: 'transient' });
}

/**
 * The container is asked first: what has been published already is looked for and not published again, and what the
 * network has forgotten is made anew.
 */
async function publish(step: PublishedStep, performing: Performing): Promise<StepOutcome> {
  const { input, context } = performing;
  const container = containerOf(input.results, step.container);
  const state = await unsent(stateOf(container, performing));
  switch (state.kind) {
    case 'finished':
      return publishFinished(container, performing);
    case 'published':
      return { kind: 'unknown', problem: { code: 'unknown' } };
    case 'in_progress':
      return { kind: 'refused', problem: notReady(context) };
    case 'failed':
      return failed(state.problem);
    case 'expired':
    case 'gone':
      return startOver({ code: 'transient' });
  }
}

async function publishFinished(container: Container, performing: Performing): Promise<StepOutcome> {
  const { publishing, session, call } = performing;
  try {
    const path = publishing.publish(call.account);
    const { id } = await session.write(idSchema, { method: 'POST', path, form: { creation_id: container.id } });
    return { kind: 'accepted', result: { id }, post: await remotePost(id, performing) };
  } catch (error) {
    return afterRefusal(error, container, performing);
  }
}

/**
 * "Try again" may be said of a post that was made, and "not found" of a container that has just been published: neither
 * is taken at its word. Everything else is as it is thrown.
 */
async function afterRefusal(thrown: unknown, container: Container, performing: Performing): Promise<StepOutcome> {
  if (!(thrown instanceof StatusFailure)) throw thrown;
  const { problem } = thrown;
  if (problem.code === 'transient') return { kind: 'unknown', problem };
  if (problem.code !== 'not_found') throw thrown;
  const state = await stateOf(container, performing).catch(() => null);
  return state?.kind === 'expired' || state?.kind === 'failed' ? startOver(problem) : { kind: 'unknown', problem };
}

/** The post is out; when its address cannot be had now, the account's page stands in. */
async function remotePost(id: string, { dialect, session, call, context }: Performing): Promise<RemotePost> {
  const permalink = await session
    .read(z.object({ permalink: z.url() }), `/${encodeURIComponent(id)}`, { fields: 'permalink' })
    .then((medium) => medium.permalink)
    .catch(() => null);
  return { remoteId: id, url: permalink ?? dialect.profilePage(call.account.handle, dialect.hosts(context.addresses)) };
}

function accepted(result: Readonly<Record<string, string | number>>): StepOutcome {
  return { kind: 'accepted', result, post: null };
}

const startOver = (problem: Problem): StepOutcome => ({
  kind: 'start_over',
  problem: { ...problem, code: 'transient' },
});

/** A failed container stays failed: what may go better with another one is begun anew, the rest is the content's fault. */
function failed(problem: Problem): StepOutcome {
  const isWorthAnother = problem.code === 'transient' || problem.code === 'media_unreachable';
  return { kind: isWorthAnother ? 'start_over' : 'refused', problem };
}

async function unsent<Value>(asked: Promise<Value>): Promise<Value> {
  return asked.catch((error: unknown) => {
    throw new NetworkFailure(classify(error, { started: false }).problem, { notSent: true, cause: error });
  });
}
