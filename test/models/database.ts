import { randomBytes } from 'node:crypto';
import type { Connection } from 'mongoose';
import { connectMongo } from '../../src/connections/mongodb.js';
import { prepareDatabase } from '../../src/models/prepare-database.js';
import { given } from '../harness/given.js';

/** A database of one suite, empty and prepared. `uri` names it; `remove` drops it. */
export type SuiteDatabase = { connection: Connection; uri: string; remove: () => Promise<void> };

export async function createDatabase(suite: string): Promise<SuiteDatabase> {
  const address = new URL(given('TEST_MONGODB_URI'));
  address.pathname = `/${suite}_${randomBytes(4).toString('hex')}`;
  const connection = await connectMongo(address.href);
  await prepareDatabase(connection);
  return {
    connection,
    uri: address.href,
    remove: async () => {
      await connection.dropDatabase();
      await connection.close();
    },
  };
}
