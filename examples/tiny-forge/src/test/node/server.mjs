// A certified OpenID provider (npm oidc-provider) on loopback with two people, for the tests.
//
//   node server.mjs <folder with node_modules>
//
// Prints "issuer <address>" when it listens. A line "client <id> <secret> <callback>" on standard
// input registers the one client and is answered "registered". Ends when standard input ends.

import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const home = createRequire(`${process.argv[2]}/package.json`);
const { Provider } = await import(pathToFileURL(home.resolve('oidc-provider')));

const people = {
  grace: { name: 'Grace Hopper', preferred_username: 'grace', email: 'grace@example.org', email_verified: true },
  linus: { name: 'Linus Local', preferred_username: 'linus', email: 'linus@example.org', email_verified: false },
};

const signingKey = {
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  use: 'sig',
  alg: 'RS256',
  kid: 'test',
};

function provider(issuer, clients) {
  return new Provider(issuer, {
    clients,
    jwks: { keys: [signingKey] },
    cookies: { keys: ['only for tests on loopback'] },
    pkce: { required: () => true },
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username'],
      email: ['email', 'email_verified'],
    },
    findAccount: (context, id) => people[id] && {
      accountId: id,
      claims: () => ({ sub: id, ...people[id] }),
    },
    features: { devInteractions: { enabled: true } },
  }).callback();
}

let answer = (request, response) => response.writeHead(503).end();
const server = createServer((request, response) => answer(request, response));
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  answer = provider(issuer, []);
  console.log(`issuer ${issuer}`);

  createInterface({ input: process.stdin })
    .on('line', (line) => {
      const [, id, secret, callback] = line.split(' ');
      answer = provider(issuer, [
        { client_id: id, client_secret: secret, redirect_uris: [callback], client_name: 'tiny-forge' },
      ]);
      console.log('registered');
    })
    .on('close', () => process.exit(0));
});
