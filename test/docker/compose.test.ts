/**
 * The deployment as it is written down: what would let a stranger in, lose a setting or drift from the code
 * is a failure here, because no Docker engine runs the file in these tests.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { searchAttributes } from '../../dev/parts/temporal.js';
import { projectFolder } from '../../dev/project.js';
import { readEnvironment } from '../../src/environment.js';
import { searchKeys } from '../../src/workflows/steps/search-attributes.js';

interface Service {
  readonly image: string;
  readonly restart: string;
  readonly profiles?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly networks: readonly string[];
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const read = (...path: string[]): string => readFileSync(join(projectFolder, ...path), 'utf8');

const text = read('temporal-docker', 'compose.yaml');
const compose = parse(text, { merge: true }) as Compose;
const services = Object.entries(compose.services);
const dockerfile = read('temporal-docker', 'Dockerfile');
const namespaceScript = read('temporal-docker', 'prepare-namespace.sh');
const example = read('temporal-docker', '.env.example');

const SECRET = /(PASSWORD|SECRET|KEY|KEYS|PWD)$|^SMTP_URL$/;
/** `${NAME}`, `${NAME:-default}`, `${NAME:?message}`. */
const VARIABLE = /\$\{([A-Z_]+)(?::([-?])([^}]*))?\}/g;
const variables = [...text.matchAll(VARIABLE)].map(([, name = '', kind = '', rest = '']) => ({
  name,
  kind,
  rest,
}));

/** A text with its variables filled in, as compose would. */
const filled = (value: string, given: Readonly<Record<string, string>>): string =>
  value.replace(VARIABLE, (_all, name: string, kind: string, rest: string) => {
    const found = given[name] ?? (kind === '-' ? rest : undefined);
    if (found === undefined) throw new Error(`${name} is required`);
    return found;
  });

const runsOnce = ({ restart }: Service): boolean => restart !== 'unless-stopped';

describe('部署 · secrets', () => {
  test('every secret is required, none has a default', () => {
    const wrong = variables.filter(({ name, kind }) => SECRET.test(name) && kind !== '?');
    expect(wrong).toEqual([]);
    const required = new Set(variables.filter(({ kind }) => kind === '?').map(({ name }) => name));
    const secrets = ['POSTGRES_PASSWORD', 'MONGODB_ROOT_PASSWORD', 'MONGODB_SERVICE_PASSWORD'].concat([
      'MONGODB_MEMBER_KEY',
      'SESSION_SECRET',
      'LEDGER_KEY',
      'LINK_KEY',
      'PAYLOAD_KEYS',
    ]);
    expect(secrets.filter((name) => !required.has(name))).toEqual([]);
  });

  test('no service is told a secret other than from the environment', () => {
    const told = services.flatMap(([name, { environment = {} }]) =>
      Object.entries(environment)
        .filter(([key]) => SECRET.test(key))
        .filter(([, value]) => !/^\$\{[A-Z_]+:\?[^}]+\}$/.test(value))
        .map(([key]) => `${name}: ${key}`),
    );
    expect(told).toEqual([]);
  });

  test('the example names every variable of the compose file and holds no secret', () => {
    const entries = new Map(
      [...example.matchAll(/^(?:# )?([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
    );
    expect([...entries.keys()].sort()).toEqual([...new Set(variables.map(({ name }) => name))].sort());
    const required = variables.filter(({ kind }) => kind === '?');
    expect(required.filter(({ name }) => entries.get(name) !== '')).toEqual([]);
    const optional = variables.filter(({ kind }) => kind === '-');
    expect(optional.filter(({ name, rest }) => entries.get(name) !== rest)).toEqual([]);
  });

  test('a file with secrets is neither kept in git nor sent to the image', () => {
    expect(read('temporal-docker', '.gitignore').split('\n')).toContain('.env');
    expect(read('temporal-docker', 'Dockerfile.dockerignore').split('\n')).toContain('**/.env');
  });
});

describe('部署 · images', () => {
  const images = [
    ...services.map(([, { image }]) => image),
    ...[...dockerfile.matchAll(/^ARG [A-Z_]+_IMAGE=(.+)$/gm)].map(([, image = '']) => image),
  ].map((image) => filled(image, {}));

  test('every image is pinned to a release, never to latest', () => {
    expect(images.filter((image) => !/:v?\d+\.\d+\.?\d*(-[a-z]+)*$/.test(image))).toEqual([]);
  });

  test('the tools that make the schema are of the release of the server', () => {
    const release = compose.services['temporal']?.image.split(':').at(-1);
    const tools = images.filter((image) => image.startsWith('temporalio/admin-tools:'));
    expect(new Set(tools)).toEqual(new Set([`temporalio/admin-tools:${String(release)}`]));
  });

  test('the service runs on Node 24, as a user who is not root, with a health check', () => {
    expect(dockerfile).toMatch(/^ARG NODE_IMAGE=library\/node:24\./m);
    const last = dockerfile.split(/^FROM /m).at(-1) ?? '';
    expect(last).toMatch(/^node AS service$/m);
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^HEALTHCHECK /m);
  });
});

describe('部署 · health', () => {
  test('every service that keeps running says whether it is well', () => {
    const silent = services.filter(
      ([, service]) => !runsOnce(service) && (service.healthcheck?.test ?? []).length < 2,
    );
    expect(silent.map(([name]) => name)).toEqual([]);
  });

  test('whoever needs another waits until it is well, or has done its work', () => {
    const early = services.flatMap(([name, { depends_on = {} }]) =>
      Object.entries(depends_on)
        .filter(([other, { condition }]) => {
          const service = compose.services[other];
          return (
            condition !==
            (service && runsOnce(service) ? 'service_completed_successfully' : 'service_healthy')
          );
        })
        .map(([other]) => `${name} → ${other}`),
    );
    expect(early).toEqual([]);
  });

  test('worker and API start only when schema, namespace and database are ready', () => {
    for (const name of ['worker', 'api'])
      expect(Object.keys(compose.services[name]?.depends_on ?? {}).sort()).toEqual([
        'mongodb-setup',
        'temporal-namespace',
      ]);
    expect(compose.services['temporal']?.depends_on).toHaveProperty('temporal-schema');
  });
});

describe('部署 · who can be reached', () => {
  test('only the page with the API, the Web UI and Grafana are published, on loopback unless asked otherwise', () => {
    const published = services.flatMap(([name, { ports = [] }]) =>
      ports.map((port) => [name, filled(port, {})]),
    );
    expect(published).toEqual([
      ['temporal-ui', '127.0.0.1:8233:8080'],
      ['api', '127.0.0.1:3000:3000'],
      ['grafana', '127.0.0.1:3300:3000'],
    ]);
    for (const name of ['temporal-ui', 'grafana'])
      expect(compose.services[name]?.ports?.[0]).toMatch(/^127\.0\.0\.1:/);
  });

  test('Temporal and the databases have no way out', () => {
    const open = Object.entries(compose.networks).filter(([, network]) => network.internal !== true);
    expect(open.map(([name]) => name)).toEqual(['outside']);
    const outside = services.filter(([, { networks }]) => networks.includes('outside'));
    const expected = ['api', 'grafana', 'integration', 'temporal-ui', 'worker'];
    expect(outside.map(([name]) => name).sort()).toEqual(expected);
  });

  test('the Web UI, which knows no person, changes nothing', () => {
    expect(compose.services['temporal-ui']?.environment).toMatchObject({
      TEMPORAL_DISABLE_WRITE_ACTIONS: 'true',
      TEMPORAL_CODEC_INCLUDE_CREDENTIALS: 'true',
    });
  });

  test('a plain start brings no test, no monitoring and no further member of the replica set', () => {
    const extra = services.filter(([, { profiles }]) => profiles !== undefined);
    expect(extra.map(([name, { profiles }]) => [name, profiles?.join()])).toEqual([
      ['mongodb-2', 'replicas'],
      ['mongodb-3', 'replicas'],
      ['prometheus', 'monitoring'],
      ['grafana', 'monitoring'],
      ['integration-namespace', 'integration'],
      ['integration', 'integration'],
    ]);
  });
});

describe('部署 · Temporal', () => {
  const expected = Object.fromEntries(
    Object.values(searchKeys).map(({ name, type }) => [
      name,
      { KEYWORD: 'Keyword', DATETIME: 'Datetime', BOOL: 'Bool' }[type as string],
    ]),
  );

  test('the search attributes are those that the procedures write', () => {
    const [, list = ''] = /^search_attributes='([^']+)'$/m.exec(namespaceScript) ?? [];
    expect(Object.fromEntries(list.split(' ').map((entry) => entry.split('=')))).toEqual(expected);
    expect(searchAttributes).toEqual(expected);
  });

  test('histories are kept as long as on one machine', () => {
    const [, days = ''] = /^retention=(\d+)d$/m.exec(namespaceScript) ?? [];
    expect(read('dev', 'parts', 'temporal.ts')).toContain(`RETENTION_DAYS = ${days};`);
  });

  test('there are 512 shards, a number that can never be changed', () => {
    expect(compose.services['temporal']?.environment?.['NUM_HISTORY_SHARDS']).toBe('512');
  });
});

describe('部署 · settings', () => {
  const given = {
    ...Object.fromEntries(
      variables.filter(({ kind }) => kind === '?').map(({ name }) => [name, 'a'.repeat(64)]),
    ),
    PUBLIC_URL: 'https://procedures.example',
    TEMPORAL_UI_URL: 'https://procedures.example:8443',
    SMTP_URL: 'smtps://mail.example:465',
    CASE_NUMBER_PREFIX: 'HY',
    DOCUMENT_NUMBER_PREFIX: '华住建',
  };
  const settingsOf = (name: string): Record<string, string> =>
    Object.fromEntries(
      Object.entries(compose.services[name]?.environment ?? {}).map(([key, value]) => [
        key,
        filled(value, given),
      ]),
    );

  test.each(['worker', 'api'])(
    '%s is told everything it cannot do without, and nothing it does not know',
    (name) => {
      const settings = settingsOf(name);
      const known = readEnvironment(settings);
      const strange = Object.keys(settings).filter((key) => !(key in known) && key !== 'TZ');
      expect(strange).toEqual([]);
      expect(known.MONGODB_URI).toContain('/enforcement?replicaSet=records');
    },
  );

  test('the attachments of worker and API lie on the same volume', () => {
    expect(settingsOf('worker')['ATTACHMENTS_DIR']).toBe(settingsOf('api')['ATTACHMENTS_DIR']);
    expect(dockerfile).toContain(settingsOf('api')['ATTACHMENTS_DIR']);
  });
});

describe('部署 · the role of worker and server in MongoDB', () => {
  const roles = JSON.parse(read('temporal-docker', 'mongodb-roles.json')) as Record<
    'appended' | 'kept',
    { readonly collections: readonly string[]; readonly actions: readonly string[] }
  >;

  const sources = readdirSync(join(projectFolder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.startsWith(join('api', 'web')))
    .map((path) => read('src', path));

  test('names every collection of the code, and no other', () => {
    const naming =
      /(?:\bcollection|\bcollectionName|\btableName): '(\w+)'|\.collection(?:<[^(]*>)?\(\s*'(\w+)'/g;
    const named = sources.flatMap((source) =>
      [...source.matchAll(naming)].map(([, option, call]) => option ?? call ?? ''),
    );
    const allowed = [...roles.appended.collections, ...roles.kept.collections];
    expect([...allowed].sort()).toEqual([...new Set(named)].sort());
  });

  test('第三十五条 lets the ledger be read and added to, not changed or deleted', () => {
    expect(roles.appended.collections).toEqual(['headers', 'bodies']);
    const harmless = ['find', 'insert', 'createCollection', 'createIndex', 'listIndexes'];
    expect(roles.appended.actions.filter((action) => !harmless.includes(action))).toEqual([]);
  });

  test('the ledger holds no date, on which an index could let records expire', () => {
    for (const source of [read('src', 'models', 'ledger.ts'), read('src', 'models', 'seal.ts')])
      expect(source).not.toMatch(/\bDate\b/);
  });
});
