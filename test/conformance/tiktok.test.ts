import { conformance } from './suite.ts';

/** Five drafts may wait in the inbox within a day. */
const restMs = 5 * 3_600_000;

conformance('tiktok', ['picture', 'carousel', 'video'], {
  restMs,
  prepare: async ({ engine, filesBase }) => {
    const portal = `${engine.networks.rehearsal.base('tiktok-www')}/rehearsal/portal/url-properties`;
    const answer = await fetch(portal, { method: 'POST', body: new URLSearchParams({ prefix: `${filesBase}/` }) });
    if (!answer.ok) throw new Error(`The prefix was not verified: ${answer.status}`);
  },
});
