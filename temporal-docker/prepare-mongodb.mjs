// Makes the replica set with the members of MONGODB_MEMBERS, and the user of worker and server with the role of
// mongodb-roles.json: the ledger can only be added to (Decision 0501). What is there is brought up to date,
// so that it may run at each start. Settings: MONGODB_ROOT_URI (to the first member, directly),
// MONGODB_MEMBERS, MONGODB_SERVICE_PASSWORD.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient } from 'mongodb';

const PATIENCE_MS = 5 * 60_000;
const POLL_MS = 1_000;
const NOT_INITIALIZED = 94;
/** States of a member that holds the records: primary, secondary. */
const HOLDS = new Set([1, 2]);

const { database, role, user, appended, kept } = JSON.parse(
  readFileSync(new URL('./mongodb-roles.json', import.meta.url), 'utf8'),
);

const setting = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
};
const say = (line) => process.stdout.write(`${line}\n`);

const members = setting('MONGODB_MEMBERS').split(',');
const password = setting('MONGODB_SERVICE_PASSWORD');
const client = new MongoClient(setting('MONGODB_ROOT_URI'), { serverSelectionTimeoutMS: 5_000 });
const admin = client.db('admin');

/** Asks until the answer is true. An error is an answer that may change: the members are still starting. */
async function until(what, ask) {
  const deadline = Date.now() + PATIENCE_MS;
  for (let last; ; await sleep(POLL_MS)) {
    try {
      if (await ask()) return;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) throw new Error(`gave up waiting: ${what}`, { cause: last });
  }
}

async function configuration() {
  try {
    return (await admin.command({ replSetGetConfig: 1 })).config;
  } catch (error) {
    if (error.code === NOT_INITIALIZED) return undefined;
    throw error;
  }
}

const isPrimary = async () => (await admin.command({ hello: 1 })).isWritablePrimary === true;

async function haveReplicaSet() {
  await until('the first member answers', async () => (await admin.command({ ping: 1 })).ok === 1);
  if ((await configuration()) === undefined) {
    await admin.command({ replSetInitiate: { _id: 'records', members: [{ _id: 0, host: members[0] }] } });
    say(`replica set made of ${members[0]}`);
  }
  // Of three members the first has the highest priority: it becomes the primary again by itself.
  await until('the first member is the primary', isPrimary);
}

/** One at a time: two at once could leave the set without a majority. */
async function haveMember(host) {
  const { _id, ...config } = await configuration();
  if (config.members.some((member) => member.host === host)) return;
  const next = Math.max(...config.members.map((member) => member._id)) + 1;
  await admin.command({
    replSetReconfig: {
      _id,
      ...config,
      version: config.version + 1,
      members: [...config.members, { _id: next, host, priority: 0.5 }],
    },
  });
  await until(`${host} holds the records`, async () => {
    const { members: states } = await admin.command({ replSetGetStatus: 1 });
    return states.some(({ name, state }) => name === host && HOLDS.has(state));
  });
  say(`${host} joined the replica set`);
}

async function haveUser() {
  const db = client.db(database);
  const durable = { writeConcern: { w: 'majority' } };
  const privileges = [appended, kept].flatMap(({ collections, actions }) =>
    collections.map((collection) => ({ resource: { db: database, collection }, actions })),
  );
  const { roles } = await db.command({ rolesInfo: role });
  const verb = roles.length === 0 ? 'createRole' : 'updateRole';
  await db.command({ [verb]: role, privileges, roles: [], ...durable });
  const { users } = await db.command({ usersInfo: user });
  const put = users.length === 0 ? 'createUser' : 'updateUser';
  await db.command({ [put]: user, pwd: password, roles: [{ role, db: database }], ...durable });
  say(`${user} may only add to ${appended.collections.join(', ')} of ${database}`);
}

try {
  await haveReplicaSet();
  for (const host of members.slice(1)) await haveMember(host);
  await haveUser();
} finally {
  await client.close();
}
