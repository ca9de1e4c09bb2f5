/** Registering an app, and what the server says of its sign-in. */
import { randomToken } from '../oauth-codes.ts';
import { json, type Answer, type Incoming, type Route } from '../server.ts';
import { readFields, textField } from '../bodies.ts';
import type { MastodonApp } from './mastodon-state.ts';
import { stateOf, type ServerContext } from './server-context.ts';

export function appRoutes(context: ServerContext): readonly Route[] {
  const register: Route = {
    method: 'POST',
    path: '/api/v1/apps',
    handle: (incoming) => registerApp(context, incoming),
  };
  if (context.dialect.network === 'pixelfed') return [register];
  return [
    register,
    { method: 'GET', path: '/.well-known/oauth-authorization-server', handle: () => json(200, discovery(context)) },
  ];
}

async function registerApp(context: ServerContext, incoming: Incoming): Promise<Answer> {
  const { dialect } = context;
  const fields = await readFields(incoming);
  const name = textField(fields, 'client_name') ?? '';
  const redirectUris = redirectsOf(context, fields);
  const scopes = (textField(fields, 'scopes') ?? 'read').split(/[ +]/).filter((scope) => scope !== '');
  if (name === '') return dialect.invalid('client_name', "Application name can't be blank");
  if (redirectUris.length === 0) return dialect.invalid('redirect_uris', "Redirect URI can't be blank");
  if (!redirectUris.every((uri) => URL.canParse(uri)))
    return dialect.invalid('redirect_uris', 'Redirect URI must be an absolute URI.');
  if (!scopes.every((scope) => dialect.scopes.includes(scope)))
    return dialect.invalid('scopes', "Scopes doesn't match configured on the server.");
  const apps = stateOf(context).apps;
  const clientId = dialect.network === 'pixelfed' ? String(apps.length + 41) : randomToken();
  const app = {
    id: String(apps.length + 1),
    name,
    website: textField(fields, 'website') ?? null,
    redirectUris,
    scopes,
    clientId,
    clientSecret: randomToken(),
  };
  apps.push(app);
  context.world.store.changed();
  return json(200, appEntity(context, app));
}

/** Pixelfed takes `redirect_uris` as one string only; Mastodon as a list or as lines. */
function redirectsOf(context: ServerContext, fields: FormData): string[] {
  const listed = fields.getAll('redirect_uris[]').filter((value) => typeof value === 'string');
  if (context.dialect.network === 'mastodon' && listed.length > 0) return listed;
  return (textField(fields, 'redirect_uris') ?? '').split(/\s+/).filter((uri) => uri !== '');
}

function appEntity(context: ServerContext, app: MastodonApp): Record<string, unknown> {
  const shared = { id: app.id, name: app.name, website: app.website, redirect_uri: app.redirectUris.join('\n') };
  const secrets = { client_id: app.clientId, client_secret: app.clientSecret };
  if (context.dialect.network === 'pixelfed') return { ...shared, ...secrets, vapid_key: null };
  return { ...shared, ...secrets, redirect_uris: app.redirectUris, scopes: app.scopes, client_secret_expires_at: 0 };
}

function discovery(context: ServerContext): Record<string, unknown> {
  const base = context.base();
  return {
    issuer: `${base}/`,
    authorization_endpoint: `${base}/oauth/authorize`,
    token_endpoint: `${base}/oauth/token`,
    revocation_endpoint: `${base}/oauth/revoke`,
    app_registration_endpoint: `${base}/api/v1/apps`,
    scopes_supported: context.dialect.scopes,
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    grant_types_supported: ['authorization_code', 'client_credentials'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    code_challenge_methods_supported: ['S256'],
  };
}
