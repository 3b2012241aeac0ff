import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { noopMetricMeter, type MetricMeter } from '@temporalio/common';
import { Runtime, Worker, type LogEntry, type WorkflowBundleOption } from '@temporalio/worker';
import closeWithGrace from 'close-with-grace';
import { ensureLetters } from './activities/letters/index.js';
import { checkFonts } from './activities/documents/typesetter.js';
import { openActivities } from './activities/index.js';
import { APPEND_BUCKETS, APPEND_SECONDS } from './activities/timed-append.js';
import { buildLabels } from './connections/build.js';
import { ensureSchedules } from './activities/record-check.js';
import { createLogger, type Logger } from './connections/logger.js';
import { connectWorkerConnection } from './connections/temporal-worker.js';
import { connectClient, dataConverter } from './connections/temporal.js';
import { readEnvironment, type Environment } from './environment.js';
import { rows } from './workflows/law/procedure-rows.js';
import type { ProcedureRow } from './workflows/law/procedures.js';

/** At least as many as cases act at once: fewer do not slow the work, they make some wait very long. */
const WORKFLOW_TASKS = 100;
/** Small caches cost more than half of the rate; a cached procedure is some 100 kB. */
const CACHED_WORKFLOWS = 400;
/** As often as Prometheus asks for its figures. */
const PROCESS_FIGURES_MS = 15_000;

/**
 * What a worker is made of. `workflows`: a bundle made before; by default the workflows are bundled at start.
 */
export type WorkerOptions = {
  environment: Environment;
  logger: Logger;
  meter?: MetricMeter;
  rows?: readonly ProcedureRow[];
  workflows?: WorkflowBundleOption;
};

/** A worker that polls once `run` is called; `close` gives its connections back after `run` has ended. */
export type OpenWorker = { worker: Worker; close: () => Promise<void> };

/** The process that hosts the procedures and the activities. */
export async function createWorker(options: WorkerOptions): Promise<OpenWorker> {
  const { environment, logger } = options;
  const client = await connectClient(environment);
  const activities = await openActivities({
    environment,
    logger,
    client,
    meter: options.meter ?? noopMetricMeter,
    rows: options.rows ?? rows,
  });
  const connection = await connectWorkerConnection(environment);
  const worker = await Worker.create({
    connection,
    namespace: environment.TEMPORAL_NAMESPACE,
    taskQueue: environment.TEMPORAL_TASK_QUEUE,
    ...(options.workflows ? { workflowBundle: options.workflows } : workflowsHere()),
    activities: activities.activities,
    dataConverter: dataConverter(environment),
    maxConcurrentWorkflowTaskExecutions: WORKFLOW_TASKS,
    maxConcurrentLocalActivityExecutions: WORKFLOW_TASKS,
    maxCachedWorkflows: CACHED_WORKFLOWS,
  });
  const { TEMPORAL_TASK_QUEUE: taskQueue } = environment;
  await ensureLetters(client, taskQueue);
  await ensureSchedules(client, taskQueue);
  const close = async () => {
    await connection.close();
    await client.connection.close();
    await activities.close();
  };
  return { worker, close };
}

/** The bundle made by the build, or the sources to bundle now. */
function workflowsHere() {
  const beside = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  const bundle = beside('./workflow-bundle.cjs');
  if (existsSync(bundle)) return { workflowBundle: { codePath: bundle } };
  const compiled = beside('./workflows/index.js');
  return { workflowsPath: existsSync(compiled) ? compiled : beside('./workflows/index.ts') };
}

/** Temporal's own log lines, through ours; its metrics, where an address is set. */
function installRuntime(environment: Environment, logger: Logger): void {
  const metricsAddress = `${environment.WORKER_METRICS_HOST}:${String(environment.WORKER_METRICS_PORT)}`;
  const log = (level: string, message: string, meta?: LogEntry['meta']) => {
    const method =
      level === 'WARN' ? 'warn' : level === 'ERROR' ? 'error' : level === 'INFO' ? 'info' : 'debug';
    const { workflowId, runId, activityType, error } = meta ?? {};
    logger[method]({ workflowId, runId, activityType, err: describeError(error) }, message);
  };
  Runtime.install({
    shutdownSignals: [],
    logger: {
      log: (level, message, meta) => log(level, message, meta),
      trace: (message, meta) => log('TRACE', message, meta),
      debug: (message, meta) => log('DEBUG', message, meta),
      info: (message, meta) => log('INFO', message, meta),
      warn: (message, meta) => log('WARN', message, meta),
      error: (message, meta) => log('ERROR', message, meta),
    },
    ...(environment.WORKER_METRICS_PORT > 0
      ? { telemetryOptions: { metrics: { prometheus: metricsAt(metricsAddress) } } }
      : {}),
  });
}

const metricsAt = (bindAddress: string) => ({
  bindAddress,
  countersTotalSuffix: true,
  useSecondsForDurations: true,
  histogramBucketOverrides: { [APPEND_SECONDS]: APPEND_BUCKETS },
});

/** Which edition runs, and the memory of its process, beside what the SDK says of itself. */
function showProcess(meter: MetricMeter): void {
  meter.createGauge('service_build_info').withTags(buildLabels()).set(1);
  const memory = meter.createGauge('process_resident_memory_bytes', 'int', 'By');
  const show = () => memory.set(process.memoryUsage.rss());
  show();
  setInterval(show, PROCESS_FIGURES_MS).unref();
}

/** Kind and place of an error; never its message, which may hold what people wrote. */
function describeError(error: unknown): { kind: string; at: string[] } | undefined {
  if (!(error instanceof Error)) return undefined;
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return { kind: error.name, at: frames.slice(0, 6).map((line) => line.trim()) };
}

async function main(): Promise<void> {
  const environment = readEnvironment();
  await checkFonts(environment.DOCUMENT_FONT_FILES);
  const logger = createLogger(environment.LOG_LEVEL, 'worker');
  installRuntime(environment, logger);
  const meter = Runtime.instance().metricMeter;
  showProcess(meter);
  const { worker, close } = await createWorker({ environment, logger, meter });
  closeWithGrace({ delay: 15_000 }, async ({ err }) => {
    if (err) logger.fatal({ err: { name: err.name, stack: err.stack } }, 'worker failed');
    if (worker.getState() === 'RUNNING') worker.shutdown();
    await ended;
  });
  const ended = worker.run().finally(close);
  // At any log level: whoever starts the process waits for this line.
  createLogger('info', 'worker').info('worker ready');
  await ended;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
