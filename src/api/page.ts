import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router } from 'express';

/**
 * The built page. Names of built assets carry their hash and never change; every other address is the page
 * itself,
 * which reads the address.
 */
export function pageRouter(webRoot: string): Router {
  const router = Router();
  const index = join(webRoot, 'index.html');
  if (!existsSync(index)) {
    router.get('/{*path}', (_request, response) => {
      response
        .status(503)
        .type('text/plain; charset=utf-8')
        .send('网页尚未构建：npm start 会先构建它。接口文档在 /api/docs。\n');
    });
    return router;
  }
  const forever = { immutable: true, maxAge: '365d', fallthrough: false, index: false } as const;
  router.use('/assets', express.static(join(webRoot, 'assets'), forever));
  router.use(express.static(webRoot, { index: false, maxAge: '1h' }));
  router.get('/{*path}', (_request, response) => {
    response.set('Cache-Control', 'no-cache').sendFile(index);
  });
  return router;
}
