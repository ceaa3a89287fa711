// A certified OpenID provider (npm oidc-provider) on 127.0.0.1, with users and a client from the environment.
// PORT, REDIRECT (callback), AFTER_LOGOUT, USERS (JSON: id -> claims), ID_TOKEN_CLAIMS=1 (claims in the ID token too).
// Its sign-in page is the library's own for development: any password is taken, only listed users get in.
// POST /test/roll gives it a new signing key and forgets the old one: key roll-over.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const port = Number(process.env.PORT);
const issuer = `http://127.0.0.1:${port}`;
const users = JSON.parse(process.env.USERS);

function make() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: randomBytes(6).toString('hex') };
  return new Provider(issuer, {
    clients: [{
      client_id: 'handoffbridge', client_secret: 'a-secret-of-the-tests-only', grant_types: ['authorization_code'], response_types: ['code'],
      redirect_uris: [process.env.REDIRECT], post_logout_redirect_uris: [process.env.AFTER_LOGOUT],
    }],
    jwks: { keys: [key] },
    cookies: { keys: [randomBytes(24).toString('base64url')] },
    claims: { openid: ['sub'], profile: ['name', 'groups'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: process.env.ID_TOKEN_CLAIMS !== '1',
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
    findAccount: (_ctx, id) => users[id] && ({ accountId: id, claims: () => ({ sub: id, ...users[id] }) }),
  });
}

let handle = make().callback();
const server = createServer((request, response) => {
  if (request.method === 'POST' && request.url === '/test/roll') {
    handle = make().callback();
    response.end('rolled');
    return;
  }
  handle(request, response);
});
server.listen(port, '127.0.0.1', () => console.log('ready'));
