/** The call that answers an offer. Long work is done in the lanes of the accounts. */
import type { OfferAnswerRequest } from '../../contract/api.ts';
import type { CrosspostId, PostId } from '../../contract/model.ts';
import type { QueueDetail } from '../../contract/queue-views.ts';
import { agreeToUpdate, leaveCopies, removeCopies } from '../core/crosspost/offers.ts';
import { updateJob } from '../core/schedule/due.ts';
import type { Handlers } from './answer.ts';
import type { Serves } from './handlers.ts';
import { callTimeoutMs } from './key-handlers.ts';

type Serving = Pick<Serves, 'core' | 'scheduler'>;

export function offerHandlers(serves: Serving, detail: (id: PostId) => QueueDetail): Pick<Handlers, 'answerOffer'> {
  return {
    answerOffer: async (request) => {
      const done = await answerOffer(serves, request);
      return { detail: detail(request.postId), done };
    },
  };
}

async function answerOffer({ core, scheduler }: Serving, request: OfferAnswerRequest): Promise<readonly CrosspostId[]> {
  const { read } = core.store;
  switch (request.answer) {
    case 'leave':
      leaveCopies(core, request.postId);
      return [];
    case 'remove':
      return removeCopies(core, request.postId, AbortSignal.timeout(callTimeoutMs));
    case 'update': {
      const copies = agreeToUpdate(core, request).flatMap((id) => read.crosspost(id) ?? []);
      await Promise.all(copies.map((crosspost) => scheduler.runNow(updateJob(core, crosspost))));
      const says = ({ id, contentHash }: (typeof request.approvals)[number]): boolean =>
        read.crosspost(id)?.contentHash === contentHash;
      return request.approvals.filter(says).map(({ id }) => id);
    }
  }
}
