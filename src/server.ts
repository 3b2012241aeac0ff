import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import closeWithGrace from 'close-with-grace';
import { checkFonts } from './activities/documents/typesetter.js';
import { createApp, prepareApi } from './api/app.js';
import { createApiParts } from './api/create-parts.js';
import { createLogger } from './connections/logger.js';
import { connectMongo } from './connections/mongodb.js';
import { connectClient } from './connections/temporal.js';
import { readEnvironment } from './environment.js';
import { prepareDatabase } from './models/prepare-database.js';

/**
 * A request that takes longer to arrive is given up (slow loris); an upload over a slow line may take this
 * long.
 */
const REQUEST_TIMEOUT_MS = 10 * 60_000;
const HEADERS_TIMEOUT_MS = 20_000;
/** What is under way when the process is told to stop gets this long. */
const GRACE_MS = 10_000;

const environment = readEnvironment();
await checkFonts(environment.DOCUMENT_FONT_FILES);
const logger = createLogger(environment.LOG_LEVEL, 'server');
const [connection, client] = await Promise.all([
  connectMongo(environment.MONGODB_URI),
  connectClient(environment),
]);
await prepareDatabase(connection);
const webRoot = fileURLToPath(new URL('../web', import.meta.url));
const parts = createApiParts({ environment, logger, connection, client, webRoot });
await prepareApi(parts);

const server = createServer(createApp(parts));
server.requestTimeout = REQUEST_TIMEOUT_MS;
server.headersTimeout = HEADERS_TIMEOUT_MS;
await new Promise<void>((resolve, reject) => {
  server.once('error', reject);
  server.listen(environment.HTTP_PORT, environment.HTTP_HOST, resolve);
});
logger.info({ address: server.address() }, 'server ready');

closeWithGrace({ delay: GRACE_MS, logger }, async ({ err }) => {
  if (err) logger.fatal({ type: err.name, stack: err.stack }, 'the server stops');
  server.closeIdleConnections();
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  await client.connection.close();
  await connection.close();
});
