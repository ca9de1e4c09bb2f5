import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../main/shell/logging.ts';
import { redact, redactText } from '../../main/shell/redact.ts';

const secret = 'Zx9-kP3_vQ7tLm2nRb5w';
const jwt = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJkaWQ6cGxjOjEifQ.c2lnbmF0dXJl';

describe('what is logged', () => {
  it.each([
    { access_token: secret },
    { refreshToken: secret },
    { client_secret: secret },
    { appPassword: secret },
    { headers: { Authorization: secret } },
    { set_cookie: [secret, secret] },
    { code_verifier: secret },
    { code: secret },
    { ciphertext: secret },
    { credentials: { anything: { deep: secret } } },
  ])('has no secret by the name of its field: %j', (facts) => {
    expect(JSON.stringify(redact(facts))).not.toContain(secret);
  });

  it.each([
    `Authorization: Bearer ${secret}`,
    `dpop ${secret}`,
    `the token was ${jwt}`,
    `GET http://127.0.0.1:47813/callback?state=1&code=${secret}`,
    `https://graph.example/me?access_token=${secret}&fields=id`,
    `https://upload.example/videos?uploadType=resumable&upload_id=${secret}`,
    `{"refresh_token":"${secret}","scope":"read"}`,
    `https://mara:${secret}@mastodon.example/`,
  ])('has no secret by its look: %s', (text) => {
    expect(redactText(text)).not.toMatch(/Zx9-kP3|eyJzdWIi/);
  });

  it('keeps what a reader of the log needs', () => {
    const facts = { call: 'approve', ms: 12, code: 'auth_expired', hash: 'ab'.repeat(32), tokens: 3, ok: true };
    expect(redact(facts)).toEqual(facts);
    expect(redactText('https://mastodon.example/api/v1/statuses?limit=40')).toContain('limit=40');
  });

  it('is redacted on its way into the file, which only its owner can read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'crosstie-log-'));
    const log = createLog({ folder, toConsole: false });
    log.info(`asked with Bearer ${secret}`, { token: secret, ms: 3 });
    log.error('failed');
    const file = join(folder, 'crosstie.log');
    const text = await readFile(file, 'utf8');
    expect(text).toContain('"ms":3');
    expect(text).toContain('[error] failed');
    expect(text).not.toContain(secret);
    expect((await stat(file)).mode & 0o077).toBe(0);
    await rm(folder, { recursive: true });
  });
});
