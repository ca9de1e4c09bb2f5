/** Before anything befalls anyone: the ten networks are linked, the routes are made, the baselines are taken. */
import { setTimeout as delay } from 'node:timers/promises';
import type { AccountId, NetworkId } from '../../contract/model.ts';
import { networkIds } from '../../contract/model.ts';
import type { AnswerOf, ArgumentOf, CallName } from '../../contract/api.ts';
import type { Program } from './program.ts';
import { end, putClock, type Stage, startOn, untilReady } from './stage.ts';

export async function linkAll(stage: Stage): Promise<void> {
  const { plan, servers, say, disk } = stage;
  const program = startOn(stage);
  await untilReady(program);
  putClock(stage, program, 1);
  const ids = new Map<NetworkId, AccountId>();
  for (const network of networkIds) {
    const instance = servers.instanceOf(network);
    const method = network === 'youtube' ? 'browser' : 'window';
    const account = await must(program, 'linkAccount', {
      network,
      method,
      ...(instance !== undefined && { instance }),
    });
    ids.set(network, account.id);
    // Months pass here faster than anybody would pay for.
    await must(program, 'setAccountRules', { id: account.id, rules: { ...account.rules, monthlyCents: null } });
  }
  const rules = await must(program, 'globalRules', undefined);
  await must(program, 'setGlobalRules', { ...rules, privacy: { ...rules.privacy, carryNotPublic: 'yes' } });
  for (const [source, destinations] of Object.entries(plan.routes)) {
    for (const destination of destinations) {
      const [sourceId, destinationId] = [ids.get(source as NetworkId), ids.get(destination)];
      if (sourceId === undefined || destinationId === undefined) throw new Error('Every network is linked');
      await must(program, 'createRoute', { sourceId, destinationId, mode: 'review' });
    }
  }
  for (const id of ids.values()) await must(program, 'checkAccount', { id });
  say(`Ten networks linked, ${Object.values(plan.routes).flat().length} routes, ${diskSentences[disk.kind]}`);
  program.signal('SIGTERM'); // Let go once as a person does, it leaves what Node compiled for the next starts.
  await Promise.race([program.ended, delay(patienceMs)]);
  await end(program);
}

const patienceMs = 10_000;

const diskSentences = {
  own: 'a disk of its own that can be filled',
  shared: 'on a disk that cannot be filled: the database alone is kept from growing',
} as const;

async function must<Name extends CallName>(
  program: Program,
  name: Name,
  argument: ArgumentOf<Name>,
): Promise<AnswerOf<Name>> {
  const answer = await program.ask(name, argument);
  if (!answer.ok) throw new Error(`${name} ${JSON.stringify(argument)}: ${answer.code} ${answer.detail ?? ''}`);
  return answer.value;
}
