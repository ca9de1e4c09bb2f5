// A Bluesky PDS with its identity directory (PLC), on loopback only, for one test run.
//
//   node serve.mjs '{"dataDirectory":"/tmp/x","pdsPort":0,"plcPort":0,"rateLimits":false}'
//
// Prints one JSON line when both answer, and stops on SIGTERM, SIGINT or when stdin closes: the parent holds the other
// end of stdin, so a killed test run takes its servers with it.

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { Secp256k1Keypair } from '@atproto/crypto';
import { PDS } from '@atproto/pds';
import plc from '@did-plc/server';

// The directory is CommonJS: depending on the loader its exports sit one level deeper.
const { PlcServer, Database } = plc.PlcServer?.create ? plc : plc.default;

/** A loopback server that already holds its port, so that nobody takes the port between choosing it and serving on it. */
async function holdPort(port) {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://localhost:${server.address().port}`, port: server.address().port };
}

/** Both products would bind every interface; this lets them serve on the held loopback port instead. */
function serveOn(held, app) {
  app.listen = () => {
    held.server.on('request', app);
    setImmediate(() => held.server.emit('listening'));
    return held.server;
  };
}

async function startPlc(held) {
  const directory = PlcServer.create({ db: Database.mock(), port: held.port });
  serveOn(held, directory.app);
  await directory.start();
  return directory;
}

async function startPds(held, plcUrl, options) {
  const directories = {
    dataDirectory: join(options.dataDirectory, 'data'),
    blobstoreDiskLocation: join(options.dataDirectory, 'blobs'),
    blobstoreDiskTmpLocation: join(options.dataDirectory, 'blobs-tmp'),
  };
  for (const directory of Object.values(directories)) await mkdir(directory, { recursive: true });
  const recoveryKey = await Secp256k1Keypair.create();
  const pds = await PDS.fromEnv({
    ...directories,
    devMode: true,
    hostname: 'localhost',
    port: held.port,
    didPlcUrl: plcUrl,
    recoveryDidKey: recoveryKey.did(),
    plcRotationKeyK256PrivateKeyHex: randomBytes(32).toString('hex'),
    adminPassword: randomBytes(16).toString('hex'),
    jwtSecret: randomBytes(16).toString('hex'),
    dpopSecret: randomBytes(32).toString('hex'),
    serviceHandleDomains: ['.test'],
    inviteRequired: false,
    disableSsrfProtection: true,
    rateLimitsEnabled: options.rateLimits === true,
    crawlers: [],
    // Room for a video of the tests: a server that is told nothing takes 5 MB.
    blobUploadLimit: 52_428_800,
    bskyAppViewUrl: options.appViewUrl,
    bskyAppViewDid: options.appViewDid,
  });
  serveOn(held, pds.app);
  await pds.start();
  return pds;
}

function stopWhenAsked(stop) {
  let stopping = false;
  const stopOnce = () => {
    if (stopping) return;
    stopping = true;
    stop().finally(() => process.exit());
  };
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, stopOnce);
  process.stdin.once('close', stopOnce).resume();
}

const options = JSON.parse(process.argv[2] ?? '{}');
if (typeof options.dataDirectory !== 'string') throw new Error('Give {"dataDirectory": "…"} as the first argument.');

const plcHeld = await holdPort(options.plcPort ?? 0);
const pdsHeld = await holdPort(options.pdsPort ?? 0);
const directory = await startPlc(plcHeld);
const pds = await startPds(pdsHeld, plcHeld.url, options);
stopWhenAsked(() => Promise.allSettled([pds.destroy(), directory.destroy()]));
process.stdout.write(`${JSON.stringify({ ready: true, pds: pdsHeld.url, plc: plcHeld.url })}\n`);
