/** People at their desks: the application with a worker behind it, each person signed in. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Response } from 'supertest';
import type { ApiParts } from '../../src/api/parts.js';
import { ActAnswer } from '../../src/api/schemas.js';
import { createWorker } from '../../src/worker.js';
import { given } from '../harness/given.js';
import { openService, ordinaryStart, type Service, type Visitor } from './service.js';

const people = {
  clerk: 'clerk-1',
  officer: 'officer-1',
  second: 'officer-2',
  expired: 'officer-3',
  head: 'head-1',
  leader: 'leader-1',
  other: 'clerk-9',
  legal: 'legal-1',
  archivist: 'archivist-1',
  operator: 'operator-1',
} as const;

/** The people of one test file, by what they are. */
export type Desks = Record<keyof typeof people, Visitor>;

/** The application, its people, and `close` for both. */
export type Office = { service: Service; desks: Desks; close: () => Promise<void> };

/** Opens both. `before` is asked once the database is ready and before the worker is. */
export async function openOffice(
  settings: Record<string, string> = {},
  before: (service: Service) => Promise<void> = () => Promise.resolve(),
  change: (parts: ApiParts) => ApiParts = (parts) => parts,
): Promise<Office> {
  const service = await openService(settings, change);
  await before(service);
  const open = await createWorker({
    environment: service.environment,
    logger: service.parts.logger,
    workflows: { codePath: given('TEST_WORKFLOW_BUNDLE') },
  });
  const running = open.worker.run();
  const entries = await Promise.all(
    Object.entries(people).map(async ([key, id]) => [key, await service.signIn(id)] as const),
  );
  const close = async () => {
    open.worker.shutdown();
    await running;
    await open.close();
    await service.close();
  };
  return { service, desks: Object.fromEntries(entries) as Desks, close };
}

/** The answer's body, which is exactly what the documentation says. */
export function read<T>(answer: Response, status: number, schema: { parse: (value: unknown) => T }): T {
  if (answer.status !== status) throw new Error(`${String(answer.status)} ${answer.text}`);
  return schema.parse(answer.body);
}

/** A case that the clerk starts; its number. */
export const startCase = async ({ clerk }: Desks, body: object = ordinaryStart()): Promise<string> =>
  read(await clerk.post('/api/cases', body), 201, ActAnswer).caseNumber;

/** A task of 程序启动审批表, by its part. */
export const taskOf = (number: string, part: string, round = 1): string =>
  `${number}~case-initiation~initiation-form.${part}.${String(round)}`;

/** Contents of 程序启动审批表 that the server accepts. */
export const form = { causeOfInitiation: '施工现场未设置围挡', partyParticulars: '某建筑有限公司' };

/** The submission of a case's form. */
export const submit = (number: string, visitor: Visitor, round = 1, key?: string) =>
  visitor.post(
    `/api/tasks/${taskOf(number, 'submit', round)}/decision`,
    { decision: 'submit', opinion: '事实清楚，建议启动', form },
    key,
  );

/** Another decision on a task. */
export const decide = (
  visitor: Visitor,
  task: string,
  decision: string,
  opinion = '同意，理由充分',
  key?: string,
) => visitor.post(`/api/tasks/${task}/decision`, { decision, opinion }, key);

/** Asks again until it is so: for what follows an act by itself. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let asks = 0; asks < 600; asks += 1) {
    if (await holds()) return;
    await pause(50);
  }
  throw new Error(`Waited in vain: ${what}`);
}
