import { NetworkFailure } from '../../core/ports/network.ts';
import { classify } from '../http/failure.ts';

/** What has to be done before a request goes out: whatever goes wrong with it, the request was certainly not sent. */
export async function unsent<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw new NetworkFailure(classify(error, { started: false }).problem, { notSent: true, cause: error });
  }
}
