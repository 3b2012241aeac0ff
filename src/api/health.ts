import { Router } from 'express';
import type { ApiParts } from './parts.js';

/** A part that has not answered by then is not there. */
const PATIENCE_MS = 2_000;

/** For supervisors and Prometheus; says nothing about matters or people. */
export function healthRouter({ connection, client, metrics }: ApiParts): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ state: 'ok', parts: {} });
  });
  router.get('/readyz', async (_request, response) => {
    const [database, temporal] = await Promise.all([
      answers(() => connection.getClient().db(connection.name).command({ ping: 1 })),
      answers(() =>
        client.withDeadline(Date.now() + PATIENCE_MS, () => client.workflowService.getSystemInfo({})),
      ),
    ]);
    const ok = database === 'ok' && temporal === 'ok';
    response.status(ok ? 200 : 503).json({ state: ok ? 'ok' : 'unavailable', parts: { database, temporal } });
  });
  router.get('/metrics', async (_request, response) => {
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  return router;
}

async function answers(ask: () => Promise<unknown>): Promise<'ok' | 'unavailable'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'unavailable'>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, 'unavailable');
  });
  const asked = ask().then(
    () => 'ok' as const,
    () => 'unavailable' as const,
  );
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
