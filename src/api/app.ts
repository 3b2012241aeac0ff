import express, { Router, type Express } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { pinoHttp } from 'pino-http';
import swaggerUi from 'swagger-ui-express';
import type { Environment } from '../environment.js';
import { headersOn } from '../models/ledger.js';
import { agreementRoutes } from './agreements.js';
import { attachmentRoutes } from './attachments.js';
import { readBody } from './body.js';
import { recogniseCaller } from './callers.js';
import { calendarRoutes } from './calendar.js';
import { caseDocumentRoutes } from './case-documents.js';
import { caseRoutes } from './cases.js';
import { codecRouter } from './codec.js';
import { deviceRoutes } from './devices.js';
import { exportRoutes } from './exports.js';
import { answerErrors, refuseUnknownRoute } from './errors.js';
import { handoverRoutes } from './handovers.js';
import { settled } from './doors.js';
import { healthRouter } from './health.js';
import { lawRoutes } from './law.js';
import { letterRoutes } from './letters.js';
import { linkRoutes } from './links.js';
import { asSignedIn } from './docs-page.js';
import { ownWordsRoutes } from './own-words.js';
import { mediaMatrixRoutes } from './media-matrix.js';
import { matterStartRoutes } from './matter-starts.js';
import { openingRoutes } from './openings.js';
import { openApiDocument } from './openapi.js';
import { pageRouter } from './page.js';
import { rowIn, type ApiParts } from './parts.js';
import { passwordRoutes } from './password-routes.js';
import { peopleRoutes } from './people.js';
import { actReply, pendingReply } from './presenters.js';
import { problem } from './problems.js';
import type { Route, RouteParts } from './route.js';
import { recordDocumentRoutes } from './record-documents.js';
import { restrictedRoutes } from './restricted.js';
import { registerRoutes } from './register.js';
import { registerFileRoutes } from './register-files.js';
import { recordingRoutes } from './recordings.js';
import { resumableUploads } from './resumable-uploads.js';
import { refuseForeignPages, sessionRoutes, sessions } from './sessions.js';
import { supervisionRoutes } from './supervision.js';
import { entrustmentRoutes } from './entrustments.js';
import { powerRoutes } from './powers.js';
import { substitutionRoutes } from './substitutions.js';
import { taskRoutes } from './tasks.js';
import { tokenRoutes } from './token-routes.js';

/** Every route of the API, in the order of the documentation. */
export const routesOf = (parts: ApiParts): Route[] => [
  ...sessionRoutes(parts),
  ...tokenRoutes(parts),
  ...exportRoutes(parts),
  ...caseRoutes(parts),
  ...matterStartRoutes(parts),
  ...restrictedRoutes(parts),
  ...openingRoutes(parts),
  ...agreementRoutes(parts),
  ...taskRoutes(parts),
  ...ownWordsRoutes(parts),
  ...attachmentRoutes(parts),
  ...caseDocumentRoutes(parts),
  ...recordDocumentRoutes(parts),
  ...recordingRoutes(parts),
  ...deviceRoutes(parts),
  ...mediaMatrixRoutes(parts),
  ...supervisionRoutes(parts),
  ...entrustmentRoutes(parts),
  ...powerRoutes(parts),
  ...substitutionRoutes(parts),
  ...handoverRoutes(parts),
  ...peopleRoutes(parts),
  ...registerRoutes(parts),
  ...registerFileRoutes(parts),
  ...passwordRoutes(parts),
  ...letterRoutes(parts),
  ...linkRoutes(parts),
  ...calendarRoutes(parts),
  ...lawRoutes(parts),
];

/**
 * Makes what the API alone keeps ready: its collections' indexes, and the one by which an attachment is
 * found.
 */
export async function prepareApi({ tokens, signInLimits, connection }: ApiParts): Promise<void> {
  await tokens.prepare();
  await signInLimits.prepare();
  await headersOn(connection).collection.createIndex({ 'attachments.sha256': 1 }, { sparse: true }, {});
}

/** The server's application: API, codec endpoint, health, documentation and page. Starts nothing. */
export function createApp(parts: ApiParts): Express {
  const { environment, logger, metrics } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('trust proxy', environment.TRUSTED_PROXIES);
  app.use(metrics.watch, requestLog(parts), headers(environment));
  app.use(healthRouter(parts));
  app.use(
    ['/api', '/codec'],
    sessions(environment, parts.connection),
    recogniseCaller(parts),
    limited(environment),
  );
  app.use(codecRouter(parts));
  app.use('/api', refuseForeignPages(environment), resumableUploads(parts), readBody);
  app.use(apiRouter(parts));
  app.use('/api', refuseUnknownRoute);
  app.use(pageRouter(parts.webRoot));
  app.use(refuseUnknownRoute);
  app.use(answerErrors(logger, metrics));
  return app;
}

function apiRouter(parts: ApiParts): Router {
  const router = Router();
  const routes = routesOf(parts);
  const document = openApiDocument(routes, parts.environment.PUBLIC_URL, parts.environment.BUREAU_NAME);
  router.get('/api/openapi.json', (_request, response) => {
    response.json(document);
  });
  router.use(
    '/api/docs',
    swaggerUi.serve,
    swaggerUi.setup(document as unknown as swaggerUi.JsonObject, {
      swaggerOptions: { requestInterceptor: asSignedIn },
    }),
  );
  router.get('/docs', (_request, response) => {
    response.redirect('/api/docs');
  });
  const used = routeParts(parts);
  for (const route of routes) router[route.method](route.path, noStore, route.handle(used));
  return router;
}

/** Answers hold personal data: nobody between keeps them. */
const noStore: express.RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

const routeParts = (parts: ApiParts): RouteParts => ({
  now: parts.now,
  ledgerKey: parts.environment.LEDGER_KEY,
  byRequest: (requestId) => parts.ledger.byRequest(requestId),
  unsettled: async (record) =>
    'pending' in (await settled(parts.doors, record))
      ? pendingReply(`/api/cases/${record.chainId}`)
      : undefined,
  presentAct: (record) => actReply(record, (procedure) => rowIn(parts.rows, procedure)),
  onStateSecret: (caller, path) => {
    parts.logger.warn({ code: 'stateSecretRefused', person: caller?.id, path }, 'state secret refused');
  },
});

/** Addresses of ours are ids; one with anything else in it may hold what somebody typed. */
const pathToLog = (url: string): string => {
  const path = url.split('?')[0] ?? '';
  return /^[\w./~:-]*$/.test(path) ? path : '(other)';
};

/** Method, path and status; never a body, a cookie, a query or a header. */
const requestLog = ({ logger }: ApiParts) =>
  pinoHttp({
    logger,
    serializers: {
      req: (request: { method: string; url: string }) => ({
        method: request.method,
        path: pathToLog(request.url),
      }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
    customLogLevel: (_request, response, error) => (error || response.statusCode >= 500 ? 'error' : 'debug'),
    wrapSerializers: true,
  });

/** On a plain-http intranet, headers that demand TLS would keep the page from loading. */
function headers({ PUBLIC_URL }: Environment) {
  const https = new URL(PUBLIC_URL).protocol === 'https:';
  return helmet({
    contentSecurityPolicy: { directives: { upgradeInsecureRequests: https ? [] : null } },
    strictTransportSecurity: https,
    crossOriginOpenerPolicy: https,
    originAgentCluster: https,
    referrerPolicy: { policy: 'same-origin' },
  });
}

/** Keeps a runaway program from starving everybody else; people never meet it. */
const limited = ({ REQUESTS_PER_MINUTE }: Environment) =>
  rateLimit({
    windowMs: 60_000,
    limit: REQUESTS_PER_MINUTE,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: (request) => request.caller?.id ?? ipKeyGenerator(request.ip ?? ''),
    handler: (_request, _response, next) => {
      const refused = problem('tooManyRequests', { seconds: 60 });
      refused.headers = { 'Retry-After': '60' };
      next(refused);
    },
  });
