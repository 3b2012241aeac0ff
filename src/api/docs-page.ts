/** A request of the documentation page, as Swagger UI sends it. */
export type PageRequest = { method?: string; headers: Record<string, string> };

/**
 * Lets "Try it out" work for whoever is signed in: brings the session's CSRF token, and a fresh
 * Idempotency-Key unless one was typed. It runs in the browser: swagger-ui-express writes its source text
 * into swagger-ui-init.js, so it uses nothing from around it and holds no named function of its own.
 */
export async function asSignedIn(request: PageRequest): Promise<PageRequest> {
  if (/^(get|head)$/i.test(request.method ?? 'get')) return request;
  const session = await fetch('/api/session', { credentials: 'same-origin' });
  if (session.ok) {
    const { csrfToken } = (await session.json()) as { csrfToken: string | null };
    if (csrfToken !== null) request.headers['x-csrf-token'] = csrfToken;
  }
  const typed = request.headers['idempotency-key'];
  if (typed === undefined || typed === 'one-per-request')
    request.headers['idempotency-key'] = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
      byte.toString(16).padStart(2, '0'),
    ).join('');
  return request;
}
