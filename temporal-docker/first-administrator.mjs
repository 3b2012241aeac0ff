// Puts the first administrator on file, who then sees to everybody else; refuses when there is one.
// node temporal-docker/first-administrator.mjs <id> <name> <e-mail>, the password as a line on stdin.
import { createInterface } from 'node:readline';
import { hash } from '@node-rs/argon2';
import { connectMongo } from '../dist/src/connections/mongodb.js';
import { createPeople } from '../dist/src/models/people.js';
import { prepareDatabase } from '../dist/src/models/prepare-database.js';
import { createUnits } from '../dist/src/models/units.js';

const LEAST_PASSWORD = 12;
const UNIT = 'bureau';

async function firstLine() {
  for await (const line of createInterface({ input: process.stdin })) return line;
  return '';
}

async function addAdministrator(connection, { id, name, email, password }) {
  await prepareDatabase(connection);
  const people = createPeople(connection);
  const now = Date.now();
  if ((await people.peopleHolding('administrator', undefined, now)).length > 0)
    throw new Error('已有系统管理人员 · there is an administrator already');
  const units = createUnits(connection);
  await units.addUnit({ _id: UNIT, name: process.env.BUREAU_NAME ?? '局机关', kind: 'agency' });
  const added = await people.addPerson({
    _id: id,
    name,
    email: email.toLowerCase(),
    active: true,
    posts: [{ post: 'administrator', unit: UNIT, from: now, until: null }],
    certificates: [],
    passwordHash: await hash(password),
  });
  if (!added) throw new Error('编号或者邮箱已被使用 · the id or the e-mail is taken');
}

async function main([id, name, email]) {
  if (!/^[a-z0-9-]{1,64}$/.test(id ?? '') || !name || !/^[^\s@]+@[^\s@]+$/.test(email ?? ''))
    throw new Error('用法 · usage: first-administrator.mjs <id: a-z 0-9 -> <姓名 · name> <e-mail>');
  if (process.stdin.isTTY) process.stderr.write('口令（会显示）· Password (shown): ');
  const password = await firstLine();
  if (password.length < LEAST_PASSWORD)
    throw new Error(`口令不少于 ${LEAST_PASSWORD} 位 · at least ${LEAST_PASSWORD} characters`);
  const connection = await connectMongo(process.env.MONGODB_URI ?? '');
  try {
    await addAdministrator(connection, { id, name, email, password });
  } finally {
    await connection.close();
  }
  process.stdout.write(`${id} 可以登录 · may sign in\n`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
