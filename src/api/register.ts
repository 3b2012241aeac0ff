import type { PersonOnRegister } from '../models/register.js';
import { isPeriodKey, periodOf } from '../workflows/law/periods.js';
import { postsAt } from '../workflows/law/posts.js';
import type { RecordHeader } from '../workflows/law/record/kinds.js';
import {
  personErrors,
  personWarnings,
  unitErrorsOf,
  type EntryError,
} from '../workflows/law/register/check.js';
import {
  NO_CHANGE,
  type RegisterChange,
  type RegisteredPerson,
  type RegisteredUnit,
} from '../workflows/law/register/entries.js';
import {
  defaultReminders,
  reminderBounds,
  reminderFault,
  remindedPeriods,
  remindersInForce,
} from '../workflows/law/reminders.js';
import { refusal } from '../workflows/refusals.js';
import type { Caller } from './callers.js';
import type { ApiParts } from './parts.js';
import { refused } from './problems.js';
import {
  answerOf,
  changeRegister,
  maintains,
  mayMaintainRegister,
  maySeeRegister,
  openTasksOf,
  refuseStale,
  versionOf,
  type Snapshot,
} from './register-change.js';
import { entryHistory } from './register-history.js';
import {
  NewPerson,
  NewUnit,
  PersonChange,
  RegisterAnswer,
  RegisterParams,
  RegisterPeople,
  RegisterPersonDetail,
  RegisterQuery,
  RegisterUnits,
  ReminderChange,
  ReminderParams,
  Reminders,
  UnitChange,
} from './register-schemas.js';
import { isExpiring, kindLabel, personChanges, personView, unitNames } from './register-view.js';
import { route, type Route } from './route.js';
import { Pending } from './schemas.js';

const answers = { 200: RegisterAnswer, 202: Pending };

/** The register of people, units and reminders: read by those who look after it, changed on the record. */
export const registerRoutes = (parts: ApiParts): Route[] => [
  ...peopleRoutes(parts),
  ...unitRoutes(parts),
  ...reminderRoutes(parts),
];

/** What is wrong with an entry stops the change; the errors point into the request. */
function refuseFaulty(errors: readonly EntryError[]): void {
  if (errors.length > 0) throw refused(refusal('entryFaulty'), errors);
}

const again = (parts: ApiParts) => (record: RecordHeader) => answerOf(parts, [record]);

// ── people

const peopleRoutes = (parts: ApiParts): Route[] => [
  route({
    method: 'get',
    path: '/api/register/people',
    summary: '人员登记，含已停用的；可按姓名、机构、职务、证件到期查找',
    query: RegisterQuery,
    answers: { 200: RegisterPeople },
    may: maySeeRegister,
    do: async ({ query, receivedAt }) => {
      const [people, units] = await Promise.all([parts.register.people(), parts.register.units()]);
      const found = people.filter((person) => matches(person, query, receivedAt));
      const rest = found.filter(({ id }) => query.cursor === undefined || id > query.cursor);
      const shown = rest.slice(0, query.limit);
      const name = unitNames(units);
      return {
        items: shown.map((person) => personView(person, name, receivedAt)),
        total: found.length,
        next: rest.length > shown.length ? (shown.at(-1)?.id ?? null) : null,
      };
    },
    present: (body) => ({ body }),
  }),
  route({
    method: 'get',
    path: '/api/register/people/:id',
    summary: '一个人员的登记：职务、证件及其起止，历次变更，在办任务数',
    params: RegisterParams,
    answers: { 200: RegisterPersonDetail },
    may: maySeeRegister,
    load: ({ params }) => parts.register.person(params.id),
    do: ({ caller, receivedAt }, person) => detailOf(parts, caller, onFile(person, '该人员'), receivedAt),
    present: (body) => ({ body }),
  }),
  addPersonRoute(parts),
  changePersonRoute(parts),
  invitationRoute(parts),
];

type Query = ReturnType<typeof RegisterQuery.parse>;

function matches(person: PersonOnRegister, query: Query, now: number): boolean {
  const { q, unit, post, active, expiring } = query;
  const words = [person.id, person.name, person.email, ...person.certificates.map(({ number }) => number)];
  const wanted = q?.trim().toLowerCase() ?? '';
  const held = postsAt({ ...person, active: true }, now);
  return (
    (wanted === '' || words.some((word) => word.toLowerCase().includes(wanted))) &&
    ((unit === undefined && post === undefined) ||
      held.some((one) => (unit ?? one.unit) === one.unit && (post ?? one.post) === one.post)) &&
    (active === undefined || person.active === active) &&
    (expiring === undefined || isExpiring(person, now) === expiring)
  );
}

function onFile<T>(entry: T | undefined, what: string): T {
  if (entry === undefined) throw refused(refusal('notFound', { what }));
  return entry;
}

const bare = ({ change: _, hasPassword: __, ...person }: PersonOnRegister): RegisteredPerson => person;

async function detailOf(parts: ApiParts, caller: Caller, person: PersonOnRegister, now: number) {
  const [units, openTasks] = await Promise.all([parts.register.units(), openTasksOf(parts, person.id)]);
  const name = unitNames(units);
  const warned = personWarnings({ before: null, after: bare(person) }, now).map(({ detail }) => detail);
  const change = maintains({ caller });
  return {
    person: personView(person, name, now),
    history: await historyOf(parts, person, name, now),
    openTasks,
    warnings: [...warned, ...(person.hasPassword ? [] : ['尚未设置密码，不能登录'])],
    may: { change, changePowers: change && caller.id !== person.id },
  };
}

/** The changes of a person, the newest first, from the record. */
const historyOf = (parts: ApiParts, { id }: { id: string }, unitName: (id: string) => string, now: number) =>
  entryHistory(
    parts,
    ({ changed, invited }) =>
      invited.includes(id) || changed.some((one) => one.what === 'person' && one.id === id),
    (change) => {
      const own = change.people.find(({ after }) => after.id === id);
      const invited = change.invited.includes(id) ? ['发送设置密码的链接'] : [];
      return [...(own ? personChanges(own, unitName) : []), ...invited];
    },
    now,
  );

const addPersonRoute = (parts: ApiParts): Route =>
  route({
    method: 'post',
    path: '/api/register/people',
    summary: '登记一个人员；密码由其本人凭邮件中的链接设置',
    act: true,
    body: NewPerson,
    answers,
    may: mayMaintainRegister,
    do: (call) => {
      const { invite, ...entry } = call.body;
      const make = (register: Snapshot): RegisterChange => {
        const change = { before: null, after: entry };
        refuseFaulty(personErrors(change, register, call.receivedAt));
        return { ...NO_CHANGE, people: [change], invited: invite && entry.active ? [entry.id] : [] };
      };
      return changeRegister(parts, call, { make });
    },
    present: (reply) => reply,
    again: again(parts),
  });

const changePersonRoute = (parts: ApiParts): Route =>
  route({
    method: 'post',
    path: '/api/register/people/:id',
    summary: '变更一个人员的登记：已登记的职务和证件只能终止，不能删除',
    act: true,
    params: RegisterParams,
    body: PersonChange,
    answers,
    may: mayMaintainRegister,
    do: (call) => {
      const { version, confirmOpenTasks, legalQualification: asked, ...fields } = call.body;
      const { id } = call.params;
      const make = async (register: Snapshot): Promise<RegisterChange> => {
        const person = onFile(
          register.people.find((one) => one.id === id),
          '该人员',
        );
        await refuseStale(parts, `人员${person.name}`, person, version);
        const legalQualification = asked === undefined ? person.legalQualification : asked;
        const change = { before: bare(person), after: { id, ...fields, legalQualification } };
        refuseFaulty(personErrors(change, register, call.receivedAt));
        return { ...NO_CHANGE, people: [change] };
      };
      return changeRegister(parts, call, { make, confirmOpenTasks });
    },
    present: (reply) => reply,
    again: again(parts),
  });

const invitationRoute = (parts: ApiParts): Route =>
  route({
    method: 'post',
    path: '/api/register/people/:id/invitation',
    summary: '（重新）发送设置密码的链接；此前的链接作废',
    act: true,
    params: RegisterParams,
    answers,
    may: mayMaintainRegister,
    do: (call) => {
      const { id } = call.params;
      const make = (register: Snapshot): RegisterChange => {
        const person = register.people.find((one) => one.id === id && one.active);
        onFile(person, '该人员');
        return { ...NO_CHANGE, invited: [id] };
      };
      return changeRegister(parts, call, { make });
    },
    present: (reply) => reply,
    again: again(parts),
  });

// ── units

const unitRoutes = (parts: ApiParts): Route[] => [
  route({
    method: 'get',
    path: '/api/register/units',
    summary: '机构登记，含已撤销的',
    answers: { 200: RegisterUnits },
    may: maySeeRegister,
    do: async ({ caller, receivedAt }) => {
      const [people, units] = await Promise.all([parts.register.people(), parts.register.units()]);
      const staff = (id: string) =>
        people.filter((person) => postsAt(person, receivedAt).some(({ unit }) => unit === id)).length;
      const items = units.map(({ change, ...unit }) => ({
        ...unit,
        powers: unit.powers ? [...unit.powers] : null,
        kindLabel: kindLabel(unit.kind),
        people: staff(unit.id),
        version: versionOf(change),
      }));
      return { items, may: { change: maintains({ caller }) } };
    },
    present: (body) => ({ body }),
  }),
  route({
    method: 'post',
    path: '/api/register/units',
    summary: '登记一个机构',
    act: true,
    body: NewUnit,
    answers,
    may: mayMaintainRegister,
    do: (call) => changeUnit(parts, call, call.body.id, { ...call.body, active: true }),
    present: (reply) => reply,
    again: again(parts),
  }),
  route({
    method: 'post',
    path: '/api/register/units/:id',
    summary: '变更或者撤销一个机构；撤销的仍保留，有人任职的不能撤销',
    act: true,
    params: RegisterParams,
    body: UnitChange,
    answers,
    may: mayMaintainRegister,
    do: (call) => {
      const { version, powers, ...fields } = call.body;
      const after = { id: call.params.id, ...fields, ...(powers === undefined ? {} : { powers }) };
      return changeUnit(parts, call, call.params.id, after, version);
    },
    present: (reply) => reply,
    again: again(parts),
  }),
];

/** `version`: of the entry to change; without one it is a new entry. */
function changeUnit(
  parts: ApiParts,
  call: Parameters<typeof changeRegister>[1],
  id: string,
  after: RegisteredUnit,
  version?: string,
) {
  const make = async (register: Snapshot): Promise<RegisterChange> => {
    const known = register.units.find((one) => one.id === id);
    if (version === undefined) {
      refuseFaulty(unitErrorsOf({ before: null, after }, register, call.receivedAt));
      return { ...NO_CHANGE, units: [{ before: null, after }] };
    }
    const { change: _, ...before } = onFile(known, '该机构');
    await refuseStale(parts, `机构${before.name}`, onFile(known, '该机构'), version);
    const whole = { ...after, powers: after.powers === undefined ? (before.powers ?? null) : after.powers };
    refuseFaulty(unitErrorsOf({ before, after: whole }, register, call.receivedAt));
    return { ...NO_CHANGE, units: [{ before, after: whole }] };
  };
  return changeRegister(parts, call, { make });
}

// ── reminders

const reminderRoutes = (parts: ApiParts): Route[] => [
  route({
    method: 'get',
    path: '/api/register/reminders',
    summary: '各期限的到期提醒：法定默认、可设范围、现行设置和由谁设置',
    answers: { 200: Reminders },
    may: maySeeRegister,
    do: async ({ caller }) => ({
      items: await remindersView(parts),
      may: { change: maintains({ caller }) },
    }),
    present: (body) => ({ body }),
  }),
  route({
    method: 'post',
    path: '/api/register/reminders/:period',
    summary: '设置一个期限何时提醒；只对此后起算的期限有效，期限届满的记录和告知不受影响',
    act: true,
    params: ReminderParams,
    body: ReminderChange,
    answers,
    may: mayMaintainRegister,
    do: (call) => {
      const { period } = call.params;
      const { version, after } = call.body;
      if (!isPeriodKey(period) || !remindedPeriods.includes(period))
        throw refused(refusal('notFound', { what: '该期限的提醒' }));
      const why = after === null ? undefined : reminderFault(periodOf(period), after);
      if (why !== undefined)
        throw refused(refusal('reminderOutOfBounds', { why }), [{ pointer: '/after', detail: `${why}。` }]);
      const make = async (register: Snapshot): Promise<RegisterChange> => {
        const known = register.reminders.find((one) => one.period === period);
        await refuseStale(parts, `“${periodOf(period).label}”的提醒`, known ?? { change: null }, version);
        const before = known ? { period, after: known.after } : null;
        return { ...NO_CHANGE, reminders: [{ before, after: { period, after } }] };
      };
      return changeRegister(parts, call, { make });
    },
    present: (reply) => reply,
    again: again(parts),
  }),
];

async function remindersView(parts: ApiParts) {
  const settings = await parts.register.reminders();
  const known = new Map(settings.map((setting) => [setting.period, setting]));
  const changers = new Set(settings.flatMap(({ change }) => (change ? [change.by] : [])));
  const names = new Map(
    await Promise.all(
      [...changers].map(async (id) => [id, (await parts.people.personById(id))?.name ?? id] as const),
    ),
  );
  return remindedPeriods.map((period) => {
    const row = periodOf(period);
    const { unit, most, earliest, latest, lastNoSoonerThan } = reminderBounds(row);
    const set = known.get(period);
    const inForce = remindersInForce(period, set?.after ? { [period]: set.after } : {});
    return {
      period,
      label: row.label,
      source: row.source,
      unit,
      byDefault: [...defaultReminders(row)],
      inForce: [...inForce],
      bounds: { most, earliest, latest, lastNoSoonerThan },
      changed: set?.change ? { by: names.get(set.change.by) ?? set.change.by, at: set.change.at } : null,
      version: versionOf(set?.change ?? null),
    };
  });
}
