import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import type { z } from 'zod';
import { CSRF_HEADER } from './sessions.js';
import { ActHeaders, Problem } from './schemas.js';
import type { RouteDescription } from './route.js';

/** The OpenAPI 3.1 document of the routes, from the very schemas that check them. */
export function openApiDocument(routes: readonly RouteDescription[], server: string, bureau: string) {
  const paths: ZodOpenApiPathsObject = {};
  for (const described of routes) {
    const path = described.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [described.method]: operationOf(described) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: `${bureau} 行政执法全过程记录与审批接口`,
      version: '1.0.0',
      description:
        '时刻一律为自 1970-01-01T00:00:00Z 起的毫秒数。写入记录的请求须带 Idempotency-Key：同一请求重发，只办理一次、答复相同。' +
        `用会话的页面在改动类请求中带 ${CSRF_HEADER}；程序用 Authorization: Bearer。`,
    },
    servers: [{ url: server }],
    security: [{ session: [] }, { token: [] }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'sid' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  });
}

const initial = (_: string, letter: string): string => letter.toUpperCase();

function operationOf(described: RouteDescription): ZodOpenApiOperationObject {
  const { method, path, summary, answers, params, query, body, act, keyed, open } = described;
  const json = (schema: z.ZodType) => ({ 'application/json': { schema } });
  return {
    operationId: method + path.replace(/^\/api/, '').replace(/[/:-]+(\w)/g, initial),
    summary,
    tags: [path.split('/')[2] ?? 'api'],
    ...(open ? { security: [] } : {}),
    requestParams: {
      ...(params ? { path: params as z.ZodObject } : {}),
      ...(query ? { query: query as z.ZodObject } : {}),
      ...(act ? { header: ActHeaders } : keyed ? { header: ActHeaders.partial() } : {}),
    },
    ...(body
      ? {
          requestBody: {
            required: true,
            content: described.upload ? { 'multipart/form-data': { schema: body } } : json(body),
          },
        }
      : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, schema]) => [
          status,
          status === '204'
            ? { description: '已办理' }
            : {
                description: status === '202' ? '尚无结果' : '成功',
                content: described.download ? { 'application/octet-stream': { schema } } : json(schema),
              },
        ]),
      ),
      default: {
        description: '不能办理或者有误',
        content: { 'application/problem+json': { schema: Problem } },
      },
    },
  };
}
