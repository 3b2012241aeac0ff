/**
 * The local stack: Temporal with its Web UI, a database, a mail inbox, the worker and the server, on
 * loopback, with their data in one folder. What is given by address in the environment is used as it is,
 * never started or stopped.
 */
import { join } from 'node:path';
import { seedDemonstrationPeople } from './demonstration-people.js';
import { freeBytes, keepDuties, LEAST_FREE_BYTES, writers } from './duties.js';
import {
  dataFolder,
  describeAddresses,
  releaseFolder,
  secretsOf,
  takeFolder,
  writeState,
  type Addresses,
  type Secrets,
} from './local-environment.js';
import { startInbox, type RunningInbox } from './parts/inbox.js';
import { findDatabase, startDatabase, withDatabase, writtenBy } from './parts/mongodb.js';
import { requireFreePort, type Running } from './parts/process.js';
import { startServer, startWorker } from './parts/service.js';
import { findTemporal, prepareNamespace, startTemporal } from './parts/temporal.js';
import { given, readPorts, type Ports } from './settings.js';
import { Supervisor } from './supervisor.js';
import { watchSources } from './watch.js';

const DATABASE = 'enforcement';

/** What the parts of one stack share while it starts. */
interface Stack {
  readonly folder: string;
  readonly ports: Ports;
  readonly supervisor: Supervisor;
  readonly publicUrl: string;
}

/** Where the parts are, once they run. */
interface Parts {
  readonly temporal: string;
  readonly temporalUi: string | undefined;
  readonly mongodb: string;
  readonly databaseIsOurs: boolean;
  readonly smtp: string;
  readonly inbox: RunningInbox | undefined;
}

/** Runs the stack until it is told to stop (Ctrl-C, SIGTERM) or cannot be kept running. */
export async function start({ watch }: { readonly watch: boolean }): Promise<void> {
  const folder = dataFolder();
  const ports = readPorts();
  takeFolder(folder);
  const supervisor = new Supervisor(say);
  const publicUrl = given('PUBLIC_URL') ?? `http://127.0.0.1:${String(ports.HTTP_PORT)}`;
  const stack: Stack = { folder, ports, supervisor, publicUrl };
  const told = toldToStop();
  try {
    const running = bringUp(stack, watch);
    const outcome = await Promise.race([told, supervisor.gaveUp, running.then(() => supervisor.gaveUp)]);
    if (outcome !== undefined) throw new Error(outcome);
  } finally {
    say('正在停止 · Stopping …');
    await supervisor.stopAll();
    releaseFolder(folder);
    say('已停止 · Stopped');
    // A download or a build that was under way must not keep the command alive.
    setImmediate(() => process.exit());
  }
}

/**
 * Resolves (with nothing) on the first signal; another one more than two seconds later ends the command at
 * once.
 */
async function toldToStop(): Promise<undefined> {
  return new Promise((resolve) => {
    let at = 0;
    const told = (): void => {
      // npm passes the terminal's Ctrl-C on, so that one key press may arrive twice.
      if (at > 0 && Date.now() - at > 2_000) process.exit(1);
      at ||= Date.now();
      resolve(undefined);
    };
    process.on('SIGINT', told);
    process.on('SIGTERM', told);
    process.on('SIGHUP', told);
  });
}

async function bringUp(stack: Stack, watch: boolean): Promise<void> {
  const began = Date.now();
  const { folder, supervisor } = stack;
  const secrets = secretsOf(folder, writtenBy(join(folder, 'database')) !== undefined);
  if ((await freeBytes(folder)) < LEAST_FREE_BYTES)
    throw new Error(`磁盘空间不足 300 MB · less than 300 MB free: ${folder}`);
  await requirePorts(stack.ports);
  const parts = await startParts(stack);
  const settings = settingsOf(stack, parts);
  const people = await seedDemonstrationPeople(parts.mongodb);
  const service = { settings: environmentOf(settings, secrets), folder };
  await Promise.all([
    supervisor.add('worker', () => startWorker({ ...service, logFile: logFile(folder, 'worker') })),
    supervisor.add('server', () => startServer({ ...service, logFile: logFile(folder, 'server') })),
  ]);
  const addresses = addressesOf(stack, parts);
  writeState(folder, settings, addresses);
  keepDuties({
    supervisor,
    folder,
    report: say,
    ...(parts.databaseIsOurs && { databaseAddress: parts.mongodb }),
  });
  if (watch) watchSources(say, () => supervisor.restart(writers));
  say(welcome(addresses, people, folder, Date.now() - began));
}

async function requirePorts(ports: Ports): Promise<void> {
  const wanted: [keyof Ports, string, boolean][] = [
    ['TEMPORAL_PORT', 'Temporal', given('TEMPORAL_ADDRESS') === undefined],
    ['TEMPORAL_UI_PORT', 'Temporal Web UI', given('TEMPORAL_ADDRESS') === undefined],
    ['MONGODB_PORT', 'MongoDB', given('MONGODB_URI') === undefined],
    ['SMTP_PORT', '邮件 · SMTP', given('SMTP_URL') === undefined],
    ['INBOX_PORT', '收件箱网页 · inbox', given('SMTP_URL') === undefined],
    ['HTTP_PORT', '网页和接口 · page and API', true],
    ['WORKER_METRICS_PORT', 'worker 的指标 · metrics of the worker', true],
  ];
  for (const [setting, part, ours] of wanted) if (ours) await requireFreePort(ports[setting], part, setting);
}

/** Finds everything first: a part that cannot be had is told before anything runs. */
async function startParts(stack: Stack): Promise<Parts> {
  const [temporalAddress, mongodbUri, smtpUrl] = [
    given('TEMPORAL_ADDRESS'),
    given('MONGODB_URI'),
    given('SMTP_URL'),
  ];
  const startOurTemporal = temporalAddress === undefined ? await ourTemporal(stack) : undefined;
  const startOurDatabase = mongodbUri === undefined ? await ourDatabase(stack) : undefined;
  const [temporal, database, inbox] = await Promise.all([
    startOurTemporal
      ? stack.supervisor.add('Temporal', startOurTemporal)
      : theirTemporal(temporalAddress ?? ''),
    startOurDatabase && stack.supervisor.add('MongoDB', startOurDatabase),
    smtpUrl === undefined ? ourInbox(stack) : undefined,
  ]);
  return {
    temporal: temporal.address,
    temporalUi: startOurTemporal
      ? `http://127.0.0.1:${String(stack.ports.TEMPORAL_UI_PORT)}`
      : given('TEMPORAL_UI_URL'),
    mongodb: database ? withDatabase(database.address, DATABASE) : (mongodbUri ?? ''),
    databaseIsOurs: database !== undefined,
    smtp: smtpUrl ?? inbox?.address ?? '',
    inbox,
  };
}

async function ourTemporal({
  folder,
  ports,
  publicUrl,
}: Stack): Promise<() => Promise<Running & { address: string }>> {
  const { executable, way } = await findTemporal(say);
  say(`Temporal：${way}`);
  return () =>
    startTemporal({
      executable,
      folder: join(folder, 'temporal'),
      port: ports.TEMPORAL_PORT,
      uiPort: ports.TEMPORAL_UI_PORT,
      codecEndpoint: `${publicUrl}/codec`,
      logFile: logFile(folder, 'temporal'),
    });
}

async function theirTemporal(address: string): Promise<{ address: string }> {
  const { retentionDays } = await prepareNamespace(address, {
    ours: false,
    namespace: given('TEMPORAL_NAMESPACE') ?? 'default',
  });
  say(
    `Temporal：${address}（TEMPORAL_ADDRESS，历史保留 ${String(retentionDays)} 天 · retention ${String(retentionDays)} days）`,
  );
  return { address };
}

async function ourDatabase({ folder, ports }: Stack): Promise<() => Promise<Running & { address: string }>> {
  const { engine, executable, way } = await findDatabase(say, join(folder, 'database'));
  say(`MongoDB：${way}`);
  return () =>
    startDatabase({
      engine,
      executable,
      folder: join(folder, 'database'),
      port: ports.MONGODB_PORT,
      logFile: logFile(folder, 'database'),
      progress: say,
    });
}

async function ourInbox({ supervisor, folder, ports }: Stack): Promise<RunningInbox> {
  return supervisor.add('inbox', () =>
    startInbox({
      folder: join(folder, 'inbox'),
      smtpPort: ports.SMTP_PORT,
      webPort: ports.INBOX_PORT,
      logFile: logFile(folder, 'inbox'),
    }),
  );
}

/** The settings that the stack knows. */
function settingsOf(stack: Stack, parts: Parts): Record<string, string> {
  return {
    ATTACHMENTS_DIR: given('ATTACHMENTS_DIR') ?? join(stack.folder, 'attachments'),
    TEMPORAL_ADDRESS: parts.temporal,
    ...(parts.temporalUi !== undefined && { TEMPORAL_UI_URL: parts.temporalUi }),
    MONGODB_URI: parts.mongodb,
    SMTP_URL: parts.smtp,
    PUBLIC_URL: stack.publicUrl,
    HTTP_PORT: String(stack.ports.HTTP_PORT),
    WORKER_METRICS_PORT: String(stack.ports.WORKER_METRICS_PORT),
  };
}

/** The environment of worker and server: the user's own settings over the secrets, the stack's over both. */
function environmentOf(settings: Record<string, string>, secrets: Secrets): Record<string, string> {
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && entry[1] !== '' && !entry[0].startsWith('npm_'),
  );
  return { ...secrets, ...Object.fromEntries(own), ...settings };
}

function addressesOf(stack: Stack, parts: Parts): Addresses {
  return {
    page: stack.publicUrl,
    metrics: [
      `${stack.publicUrl}/metrics`,
      `http://127.0.0.1:${String(stack.ports.WORKER_METRICS_PORT)}/metrics`,
    ],
    temporal: parts.temporal,
    // The address of somebody else's database may carry a password.
    mongodb: parts.databaseIsOurs ? parts.mongodb : 'MONGODB_URI',
    ...(parts.temporalUi !== undefined && { temporalUi: parts.temporalUi }),
    ...(parts.inbox && { inbox: parts.inbox.page }),
  };
}

type People = Awaited<ReturnType<typeof seedDemonstrationPeople>>;

function welcome(addresses: Addresses, people: People, folder: string, tookMs: number): string {
  const rows = people.map(
    ({ name, post, signIn, password }) => `  ${signIn}  ${password}  ${name}（${post}）`,
  );
  return `
已就绪（${(tookMs / 1000).toFixed(1)} 秒）· Ready

${describeAddresses(addresses)}
  数据与日志 · data and logs: ${folder}

演示人员（登录名、密码）· Demonstration people (sign-in name, password)
${rows.join('\n')}

可以试一试 · What to try
  1. 以执法人员登录网页，发起一件「情况紧急」的案件并补报审批表 · Sign in as an officer; start an emergency case, file its form.
  2. 在收件箱打开通知邮件，以鼠标中键（或“在新标签页打开”）点其中的链接；收件箱页面不许信内链接以左键打开
     Open the letter in the inbox and follow its link with the middle button: the inbox bars plain clicks.
  3. 以科室负责人、行政机关负责人依次登录，签署意见 · Sign in as the unit head, then as the agency head, and decide.
  4. 在 Temporal Web UI 查看该案停在哪一步、等谁、到何时 · See in the Temporal Web UI who is awaited until when.
     载荷均已加密：以 operator-1 登录网页；在 Web UI 右上角眼镜图标中选「Use my browser setting」，
     填入 ${addresses.page}/codec，勾选「Include cross-origin credentials」。网页与 Web UI 须用同一主机名打开。
     Payloads are encrypted: sign in on the page as operator-1; behind the glasses at the top right of the
     Web UI choose “Use my browser setting”, enter that address, tick the box; same host name for both.
  5. 核验全部记录 · Verify every record: npm run -s ledger -- verify

按 Ctrl-C 停止 · Ctrl-C stops everything`;
}

function logFile(folder: string, part: string): string {
  return join(folder, 'logs', `${part}.log`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
