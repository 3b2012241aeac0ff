import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { routesOf } from '../../src/api/app.js';
import {
  ordinaryStart,
  openService,
  PASSWORD,
  pointers,
  problemOf,
  said,
  type Service,
  type Visitor,
} from './service.js';

let service: Service;
let clerk: Visitor;

beforeAll(async () => {
  service = await openService({ ATTACHMENT_MAX_BYTES: '100000' });
  clerk = await service.signIn('clerk-1');
});
afterAll(() => service.close());

const raw = (body: string | Buffer, type = 'application/json') =>
  clerk.agent
    .post('/api/cases')
    .set('x-csrf-token', clerk.csrfToken)
    .set('idempotency-key', 'raw-bytes-of-a-test')
    .set('content-type', type)
    .serialize((sent: unknown) => sent as string)
    .send(body);

const json = (body: unknown): string => JSON.stringify(body);

describe('sign-in', () => {
  test('nobody signed in › every door of the API › refused as unauthenticated', async () => {
    const doors = [
      '/api/session',
      '/api/cases',
      '/api/tasks',
      '/api/people',
      '/api/letters',
      '/api/law/articles',
      '/api/tokens',
    ];
    for (const path of doors)
      expect(said(await service.anonymous().get(path))).toEqual(problemOf(401, 'unauthenticated'));
  });

  test('unknown person and wrong password › the same answer', async () => {
    const unknown = await service
      .anonymous()
      .post('/api/session')
      .send({ signIn: 'nobody-1', password: PASSWORD });
    const wrong = await service
      .anonymous()
      .post('/api/session')
      .send({ signIn: 'clerk-9', password: 'not the password' });
    expect(said(unknown)).toEqual(problemOf(401, 'signInFailed'));
    expect(unknown.body).toEqual(wrong.body);
  });

  test('ten wrong passwords for one account › the next attempt is refused, a right password included', async () => {
    const attempt = (password: string) =>
      service.anonymous().post('/api/session').send({ signIn: 'head-9', password });
    for (let tries = 0; tries < 10; tries += 1) expect((await attempt('not the password')).status).toBe(401);
    const refused = await attempt(PASSWORD);
    expect(said(refused)).toEqual(problemOf(429, 'tooManySignIns'));
    expect(refused.body).toMatchObject({ detail: '登录失败次数过多，请 15 分钟后再试。' });
    expect(Number(refused.get('retry-after'))).toBeGreaterThan(0);
  });

  test('many at once for one account › counted exactly', async () => {
    const attempts = Array.from({ length: 15 }, () =>
      service.anonymous().post('/api/session').send({ signIn: 'archivist-1', password: 'not the password' }),
    );
    const statuses = (await Promise.all(attempts)).map((answer) => answer.status).sort();
    expect(statuses).toEqual([...Array<number>(10).fill(401), ...Array<number>(5).fill(429)]);
  });

  test('by e-mail in capitals › signed in; the cookie is HttpOnly and Lax and never stored in clear', async () => {
    const agent = service.anonymous();
    const answer = await agent
      .post('/api/session')
      .send({ signIn: 'CLERK-9@bureau.example', password: PASSWORD });
    expect(answer.status).toBe(201);
    const [cookie = ''] = answer.get('set-cookie') ?? [];
    expect(cookie).toMatch(/^sid=.*; Path=\/; .*HttpOnly; SameSite=Lax$/);
    const sid = decodeURIComponent(/^sid=([^;]*)/.exec(cookie)?.[1] ?? '')
      .slice(2)
      .split('.')[0];
    const kept = await service.connection.collection('sessions').find().toArray();
    expect(kept.map((one) => String(one._id))).not.toContain(sid);
    expect((await agent.get('/api/session')).body).toMatchObject({
      person: { id: 'clerk-9', name: '陈立新' },
    });
  });

  test('a session that existed before the sign-in › has another id after it', async () => {
    const agent = service.anonymous();
    const first = await agent.post('/api/session').send({ signIn: 'leader-2', password: PASSWORD });
    const csrfToken = (first.body as { csrfToken: string }).csrfToken;
    const second = await agent
      .post('/api/session')
      .set('x-csrf-token', csrfToken)
      .send({ signIn: 'leader-2', password: PASSWORD });
    expect(second.get('set-cookie')?.[0]).not.toBe(first.get('set-cookie')?.[0]);
  });

  test('signed out › the cookie opens nothing any more', async () => {
    const visitor = await service.signIn('leader-2');
    expect((await visitor.delete('/api/session')).status).toBe(204);
    expect((await visitor.get('/api/session')).status).toBe(401);
  });

  test('a person who is no longer active › his session ends at the next request', async () => {
    const visitor = await service.signIn('officer-9');
    await service.connection
      .collection('people')
      .updateOne({ _id: 'officer-9' as never }, { $set: { active: false } });
    expect((await visitor.get('/api/session')).status).toBe(401);
    await service.connection
      .collection('people')
      .updateOne({ _id: 'officer-9' as never }, { $set: { active: true } });
  });
});

describe('requests that come from somewhere else', () => {
  test('no CSRF token › refused', async () => {
    const answer = await clerk.agent.post('/api/tokens').send({ name: 'program', expiresInDays: 1 });
    expect(said(answer)).toEqual(problemOf(403, 'csrfRefused'));
    expect(answer.body).toMatchObject({
      detail: '页面已过期或请求未带 x-csrf-token，请刷新页面；程序调用请用访问令牌。',
    });
  });

  test('another origin › refused, with the right CSRF token too', async () => {
    const answer = await clerk
      .post('/api/tokens', { name: 'program', expiresInDays: 1 })
      .set('origin', 'http://evil.test');
    expect(said(answer)).toEqual(problemOf(403, 'originRefused'));
  });

  test('sign-in from a foreign page › refused', async () => {
    const answer = await service
      .anonymous()
      .post('/api/session')
      .set('origin', 'http://evil.test')
      .send({ signIn: 'clerk-1', password: PASSWORD });
    expect(said(answer)).toEqual(problemOf(403, 'originRefused'));
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded'])(
    'a form that a browser sends without asking (%s) › refused',
    async (type) => {
      expect(said(await raw('signIn=clerk-1', type))).toEqual(problemOf(415, 'typeUnsupported'));
    },
  );

  test('method override › is not understood', async () => {
    const answer = await clerk.agent.get('/api/session').set('x-http-method-override', 'DELETE').query({});
    expect(answer.status).toBe(200);
    expect((await clerk.get('/api/session')).status).toBe(200);
  });
});

describe('bearer tokens', () => {
  test('issued › opens the API without CSRF, is stored hashed, and dies at once when deleted', async () => {
    const issued = await clerk.post('/api/tokens', { name: '统计程序', expiresInDays: 30 });
    expect(issued.status).toBe(201);
    const { token, id } = issued.body as { token: string; id: string };
    const bearer = (path: string) => service.anonymous().get(path).set('authorization', `Bearer ${token}`);
    expect((await bearer('/api/session')).body).toMatchObject({ person: { id: 'clerk-1' }, csrfToken: null });
    expect(JSON.stringify(await service.connection.collection('tokens').find().toArray())).not.toContain(
      token,
    );
    expect((await clerk.get('/api/tokens')).body).toMatchObject({ items: [{ id, name: '统计程序' }] });
    const beyond = await service
      .anonymous()
      .post('/api/tokens')
      .set('authorization', `Bearer ${token}`)
      .send({ name: 'more', expiresInDays: 9 });
    expect(said(beyond)).toEqual(problemOf(403, 'notPermitted'));
    const others = await service.signIn('clerk-9');
    expect(said(await others.delete(`/api/tokens/${id}`))).toEqual(problemOf(404, 'notFound'));
    expect((await clerk.delete(`/api/tokens/${id}`)).status).toBe(204);
    expect(said(await bearer('/api/session'))).toEqual(problemOf(401, 'unauthenticated'));
  });

  test('the same request again › the same token, once; another under its key › refused', async () => {
    const key = 'a-token-asked-for-twice';
    const wish = { name: '统计程序', expiresInDays: 30 };
    const first = await clerk.post('/api/tokens', wish, key);
    const again = await clerk.post('/api/tokens', wish, key);
    expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
    const { id } = first.body as { id: string };
    const listed = (await clerk.get('/api/tokens')).body as { items: { id: string }[] };
    expect(listed.items.filter((one) => one.id === id)).toHaveLength(1);
    const other = await clerk.post('/api/tokens', { ...wish, name: '另一程序' }, key);
    expect(said(other)).toEqual(problemOf(409, 'requestIdUsed'));
  });

  test('expired › refused', async () => {
    const wish = { name: 'old', expiresAt: Date.now() - 1 };
    const { token } = (await service.parts.tokens.issue('clerk-1', wish, Date.now() - 1_000))!;
    expect(
      (await service.anonymous().get('/api/session').set('authorization', `Bearer ${token}`)).status,
    ).toBe(401);
  });

  test('an operator or administrator › may not hold one', async () => {
    for (const id of ['operator-1', 'administrator-1']) {
      const visitor = await service.signIn(id);
      expect(said(await visitor.post('/api/tokens', { name: 'x', expiresInDays: 1 }))).toEqual(
        problemOf(403, 'notPermitted'),
      );
    }
  });
});

describe('bad input', () => {
  test('unknown fields › refused, each named', async () => {
    const answer = await clerk.post('/api/cases', { ...ordinaryStart(), actor: 'leader-1', recordedAt: 1 });
    expect(said(answer)).toEqual(problemOf(400, 'invalidRequest'));
    expect(pointers(answer)).toEqual(['/actor', '/recordedAt']);
  });

  test('wrong types › refused, each named', async () => {
    const answer = await clerk.post('/api/cases', {
      ...ordinaryStart(),
      title: 7,
      people: { handlers: 'officer-1' },
      party: null,
    });
    expect(pointers(answer).sort()).toEqual(['/party', '/people/handlers', '/title']);
  });

  test('empty, missing, too long, of another type › each said in a sentence of ours', async () => {
    const { cause: _, ...start } = ordinaryStart();
    const answer = await clerk.post('/api/cases', {
      ...start,
      title: ' ',
      sourceOfCase: '长'.repeat(401),
      suspectedProvision: 7,
    });
    expect((answer.body as { errors: unknown }).errors).toEqual([
      { pointer: '/title', detail: '不得为空' },
      { pointer: '/cause', detail: '不得为空' },
      { pointer: '/sourceOfCase', detail: '不得超过 400 字' },
      { pointer: '/suspectedProvision', detail: '格式有误' },
    ]);
  });

  test('no Idempotency-Key, a short one, one that is not visible ASCII › refused', async () => {
    const send = (key?: string) => {
      const post = clerk.agent.post('/api/cases').set('x-csrf-token', clerk.csrfToken);
      return (key === undefined ? post : post.set('idempotency-key', key)).send(ordinaryStart());
    };
    for (const key of [undefined, 'short', 'with a blank in it', 'x'.repeat(129)])
      expect(pointers(await send(key))).toEqual(['/headers/idempotency-key']);
  });

  test('broken JSON, a key twice, a lone surrogate, a control character, a float › refused, the field named', async () => {
    expect(said(await raw('{"title": '))).toEqual(problemOf(400, 'notJson'));
    expect(pointers(await raw('{"title":"a","title":"b"}'))).toEqual(['/title']);
    expect(pointers(await raw('{"party":{"name":"\\ud800"}}'))).toEqual(['/party/name']);
    expect(pointers(await raw('{"party":{"name":"a\\u0000b"}}'))).toEqual(['/party/name']);
    expect(pointers(await raw('{"cause":"\\u001b[31mred"}'))).toEqual(['/cause']);
    expect(pointers(await raw('{"emergency":{"startedAt":1.5}}'))).toEqual(['/emergency/startedAt']);
    expect(said(await raw('{"a":'.repeat(40) + '1' + '}'.repeat(40)))).toEqual(problemOf(400, 'notJson'));
    expect((await raw(json({ ['__proto__x']: 1, constructor: {} }))).status).toBe(400);
    expect((await raw('{"__proto__":{"title":"x"}}')).status).toBe(400);
  });

  test('invalid UTF-8 › refused', async () => {
    expect(said(await raw(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])))).toEqual(
      problemOf(400, 'notJson'),
    );
  });

  test('a body over the limit › 413', async () => {
    expect(said(await raw(json({ title: 'x'.repeat(300 * 1024) })))).toEqual(problemOf(413, 'bodyTooLarge'));
  });

  test('a compressed body › 415', async () => {
    const answer = await clerk.post('/api/cases', {}).set('content-encoding', 'gzip');
    expect(said(answer)).toEqual(problemOf(415, 'typeUnsupported'));
  });

  const operators = [
    { $ne: null },
    { $gt: '' },
    { $regex: '.*' },
    { $where: 'sleep(1000)' },
    { $nor: [{ a: 1 }] },
    ['clerk-1'],
  ];

  test.each(operators)('NoSQL operators in every field of a body (%j) › refused', async (operator) => {
    for (const field of Object.keys(ordinaryStart())) {
      const answer = await clerk.post('/api/cases', { ...ordinaryStart(), [field]: operator });
      expect(said(answer)).toEqual(problemOf(400, 'invalidRequest'));
    }
    for (const field of ['signIn', 'password']) {
      const answer = await service
        .anonymous()
        .post('/api/session')
        .send({ signIn: 'clerk-1', password: PASSWORD, [field]: operator });
      expect(said(answer)).toEqual(problemOf(400, 'invalidRequest'));
    }
  });

  test.each([
    '/api/cases?unit[$ne]=x',
    '/api/cases?q[$ne]=x',
    '/api/cases?q=A&q=B',
    '/api/cases?limit[$gt]=1',
    '/api/cases?limit=1e9',
    '/api/cases?cursor=%00',
    '/api/cases?unknown=1',
    '/api/tasks?overdue=maybe',
    '/api/people?post[$nor]=officer',
    '/api/people/%7B%24ne%3A1%7D',
    '/api/letters?cursor=abc',
    '/api/cases/%24where',
    '/api/tasks/abc',
    '/api/attachments/..%2f..%2fetc%2fpasswd',
    '/api/cases/%E0%A4%A',
  ])('%s › 400, never 500', async (path) => {
    expect(said(await clerk.get(path))).toEqual(problemOf(400, 'invalidRequest'));
  });

  test('an address that is not there › 404 as a problem', async () => {
    expect(said(await clerk.get('/api/nothing'))).toEqual(problemOf(404, 'routeUnknown'));
  });

  test('a half-sent request › no fault, and the server goes on', async () => {
    const { port } = new URL(service.url);
    const socket = connect(Number(port), '127.0.0.1');
    const cookie = 'x=y';
    socket.write(
      `POST /api/session HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"signIn":`,
    );
    await new Promise((resolve) => setImmediate(resolve));
    await service.anonymous().get('/healthz');
    socket.destroy();
    await new Promise((resolve) => socket.once('close', resolve));
    expect((await service.anonymous().get('/healthz')).status).toBe(200);
    expect(service.log()).not.toContain('a request failed');
  });
});

describe('国家秘密', () => {
  const refusedAsSecret = problemOf(422, 'stateSecretRefused');

  test.each([
    ['a level in words', { ...ordinaryStart(), secrecy: '机密' }],
    ['a marking in a text', { ...ordinaryStart(), cause: '见附件 绝密★长期' }],
    ['a marking deep inside', { ...ordinaryStart(), party: { name: '甲', phone: '机密★' } }],
    ['a marking in a list', { ...ordinaryStart(), emergency: { measures: ['封存', '秘密 ☆ 10年'] } }],
    ['a marking as a field name', { ...ordinaryStart(), '绝密★': true }],
    ['a stated level', { ...ordinaryStart(), cause: '附件密级：机密' }],
    ['a marking made hard to see', { ...ordinaryStart(), cause: '机\u200b密\u3000★' }],
    [
      'a marking in a file name',
      { ...ordinaryStart(), attachments: [{ sha256: '0'.repeat(64), name: '秘密★10年.pdf' }] },
    ],
  ])('第三十三条 › %s › refused, only the refusal is logged', async (_, body) => {
    const answer = await clerk.post('/api/cases', body);
    expect(said(answer)).toEqual(refusedAsSecret);
    expect(answer.body).toMatchObject({ article: 33 });
    expect(service.log()).toContain('"code":"stateSecretRefused","person":"clerk-1","path":"/api/cases"');
    expect(service.log()).not.toMatch(/[★☆]/);
    expect(await service.connection.collection('bodies').countDocuments({})).toBe(0);
  });

  const params: Record<string, string> = {
    number: 'HY-2026-0001',
    id: 'HY-2026-0001~case-initiation~initiation-form.submit.1',
    sha256: '0'.repeat(64),
    period: 'emergencyFiling',
    year: '2027',
    seq: '1',
    act: 'sampling',
  };
  const addressOf = (path: string): string =>
    path.replace(/:(\w+)/g, (_match, name: string) => encodeURIComponent(params[name] ?? ''));

  test('第三十三条 › every door that takes words › refused, whatever the field is', async () => {
    const doors = routesOf(service.parts).filter(
      ({ method, upload }) => (method === 'post' || method === 'put') && !upload,
    );
    expect(doors.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        '/api/tokens',
        '/api/links/open',
        '/api/cases/:number/remarks',
        '/api/cases/:number/corrections',
        '/api/tasks/:id/decision',
        '/api/tasks/:id/reassignment',
        '/api/tasks/:id/withdrawal',
        '/api/tasks/:id/urge',
      ]),
    );
    for (const { path, method } of doors)
      for (const field of ['name', 'text', 'reason', 'opinion', 'replacement', 'form', 'attachments'])
        for (const words of ['机密★5年', { inner: ['绝密★'] }]) {
          const send = method === 'put' ? clerk.put : clerk.post;
          const answer = await send.call(clerk, addressOf(path), { [field]: words });
          expect([path, said(answer)]).toEqual([path, refusedAsSecret]);
        }
  });

  test('第三十三条 › every door, in the query and in the address › refused, nothing of it logged', async () => {
    for (const { method, path } of routesOf(service.parts).filter((one) => one.method === 'get')) {
      const asked = await clerk.agent[method](`${addressOf(path)}?q=${encodeURIComponent('秘密★')}`);
      expect([path, said(asked)]).toEqual([path, refusedAsSecret]);
    }
    const marked = encodeURIComponent('机密★');
    expect(said(await clerk.get(`/api/cases/${marked}`))).toEqual(refusedAsSecret);
    expect(said(await clerk.delete(`/api/tokens/${marked}`))).toEqual(refusedAsSecret);
    expect(service.log()).not.toContain(marked);
  });

  test('第三十三条 › a marked file name of an upload › refused', async () => {
    const answer = await clerk.agent
      .post('/api/attachments')
      .set('x-csrf-token', clerk.csrfToken)
      .attach('file', Buffer.from('x'), { filename: '机密★纪要.txt' });
    expect(said(answer)).toEqual(refusedAsSecret);
  });

  test('商业秘密 and the mere word › are no state secrets', async () => {
    for (const cause of ['涉及商业秘密★', '当事人称此为商业秘密', '不涉及国家秘密']) {
      const answer = await clerk.post('/api/cases', { cause });
      expect(said(answer)).toEqual(problemOf(400, 'invalidRequest'));
    }
  });
});

describe('uploads', () => {
  const upload = (bytes: Buffer, filename: string) =>
    clerk.agent
      .post('/api/attachments')
      .set('x-csrf-token', clerk.csrfToken)
      .attach('file', bytes, { filename });

  test('no file, a field beside it, too large, a type that is not taken, a name too long › refused', async () => {
    const bare = () => clerk.agent.post('/api/attachments').set('x-csrf-token', clerk.csrfToken);
    expect(pointers(await bare().field('note', 'x'))).toEqual(['/file']);
    expect(pointers(await bare().attach('other', Buffer.from('x'), 'a.pdf'))).toEqual(['/file']);
    const large = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(200_000, 32)]);
    const tooLarge = await upload(large, 'a.pdf');
    expect(said(tooLarge)).toEqual(problemOf(413, 'bodyTooLarge'));
    expect((tooLarge.body as { detail: string }).detail).toMatch(/^内容超过 [\d.]+ MB 的上限。$/);
    expect(said(await upload(Buffer.from('plain words'), 'a.pdf'))).toEqual(
      problemOf(415, 'typeUnsupported'),
    );
    expect(said(await upload(Buffer.from('%PDF-1.4\n%%EOF\n'), `a${'b'.repeat(300)}.pdf`))).toEqual(
      problemOf(400, 'invalidRequest'),
    );
  });

  test('cut off in the middle › no fault, nothing kept, and the server goes on', async () => {
    const { port } = new URL(service.url);
    const visitor = await service.signIn('clerk-1');
    const cookie = visitor.agent.jar.getCookies({
      path: '/',
      domain: '127.0.0.1',
      secure: false,
      script: false,
    });
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      [
        'POST /api/attachments HTTP/1.1',
        'Host: 127.0.0.1',
        `Cookie: ${cookie.map(({ name, value }) => `${name}=${value}`).join('; ')}`,
        `X-CSRF-Token: ${visitor.csrfToken}`,
        'Content-Type: multipart/form-data; boundary=cut',
        'Content-Length: 5000',
        '',
        '--cut\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.4 half',
      ].join('\r\n'),
    );
    // The next request of the same visitor is answered after the socket's bytes have been taken.
    await visitor.get('/api/session');
    socket.destroy();
    await new Promise((resolve) => socket.once('close', resolve));
    const seen = () => service.log().includes('/api/attachments');
    for (let asks = 0; asks < 200 && !seen(); asks += 1) await service.anonymous().get('/healthz');
    expect((await service.anonymous().get('/metrics')).text).not.toContain(
      'http_problems_total{code="internal"}',
    );
    expect(service.log()).not.toContain('a request failed');
  });
});

describe('what is open', () => {
  test('health, readiness, metrics › answer without sign-in and name no matter', async () => {
    expect((await service.anonymous().get('/healthz')).body).toMatchObject({ state: 'ok' });
    expect((await service.anonymous().get('/readyz')).body).toEqual({
      state: 'ok',
      parts: { database: 'ok', temporal: 'ok' },
    });
    const metrics = (await service.anonymous().get('/metrics')).text;
    expect(metrics).toContain('procedures_open 0');
    expect(metrics).toContain('http_request_duration_seconds_bucket');
  });

  test('headers on plain http › hold everything but what demands TLS', async () => {
    const answer = await service.anonymous().get('/healthz');
    expect(answer.get('strict-transport-security')).toBeUndefined();
    expect(answer.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
    expect(answer.get('content-security-policy')).toContain("default-src 'self'");
    expect(answer.get('x-content-type-options')).toBe('nosniff');
  });

  test('no page built › a plain message', async () => {
    const answer = await service.anonymous().get('/');
    expect([answer.status, answer.text]).toEqual([503, expect.stringContaining('尚未构建')]);
  });

  test('the law › every article, period, document, role, refusal and procedure', async () => {
    const items = async (name: string) =>
      ((await clerk.get(`/api/law/${name}`)).body as { items: unknown[] }).items;
    expect(await items('articles')).toHaveLength(37);
    for (const name of ['periods', 'documents', 'roles', 'refusals', 'procedures'])
      expect((await items(name)).length).toBeGreaterThan(1);
  });
});

describe('people and units', () => {
  test('an officer › sees names and posts, never an e-mail', async () => {
    const officer = await service.signIn('officer-1');
    const people = (await officer.get('/api/people?post=unitHead&unit=construction')).body as {
      items: object[];
    };
    expect(people.items).toEqual([
      {
        id: 'head-1',
        name: '赵国栋',
        posts: [
          { post: 'unitHead', label: '执法科室负责人', unit: 'construction', unitName: '建设工程执法科' },
        ],
      },
    ]);
    expect((await officer.get('/api/people/head-1')).body).not.toHaveProperty('email');
    expect(said(await officer.get('/api/people/nobody'))).toEqual(problemOf(404, 'notFound'));
  });

  test('a clerk › sees e-mails too', async () => {
    expect((await clerk.get('/api/people/head-1')).body).toMatchObject({ email: 'head-1@bureau.example' });
  });

  test('units › all of them', async () => {
    expect((await clerk.get('/api/units')).body).toMatchObject({
      items: [{}, {}, { id: 'construction', enforcing: true }, {}, {}],
    });
  });
});
