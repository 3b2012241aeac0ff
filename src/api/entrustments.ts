import { entrustmentById, listEntrustments } from '../models/entrustments.js';
import { bureauChain } from '../workflows/law/bureau.js';
import { edition } from '../workflows/law/edition.js';
import { shanghaiDay } from '../workflows/law/moments.js';
import { powerKeys, powerOf, powersUnconfirmed, type PowerKey } from '../workflows/law/powers.js';
import {
  ENTRUSTMENT,
  PUBLICATION,
  type EntrustmentFacts,
  type EntrustmentOnFile,
} from '../workflows/law/record/entrustment.js';
import { procedureId, textOf } from '../workflows/law/record/kinds.js';
import { isEntrustmentInForce } from '../workflows/law/rules/power.js';
import type { OpenRequest } from '../workflows/messages.js';
import { refusal } from '../workflows/refusals.js';
import { bodyOfRecord, recordsOfProcedure } from './bureau-matters.js';
import { roleAs, type Caller } from './callers.js';
import { act, open, type Outcome } from './doors.js';
import {
  EnterEntrustment,
  EntrustmentDetail,
  EntrustmentList,
  EntrustmentQuery,
  PublishEntrustment,
} from './entrustment-schemas.js';
import { namesFor } from './names.js';
import { rowIn, type ApiParts } from './parts.js';
import { pointing, type Pointing } from './pointers.js';
import { allowed } from './policies.js';
import { actReply, attachmentViews, pendingReply, type Names } from './presenters.js';
import { refused } from './problems.js';
import { attachedTo, requestOf, type Told } from './requests.js';
import { route, type Reply, type Route } from './route.js';
import { Pending } from './schemas.js';
import { BureauAnswer, BureauParams, Revocation } from './substitution-schemas.js';
import { nameOfRequest } from './substitutions.js';
import { bureauIdOf, readBureauId } from './words.js';

/** 委托书 (第二条): which unit may do what in the bureau's name, until when; entering, publishing, revoking it. */
export const entrustmentRoutes = (parts: ApiParts): Route[] => [
  ...readingRoutes(parts),
  enterRoute(parts),
  publishRoute(parts),
  revokeRoute(parts),
];

// ── reading

const readingRoutes = (parts: ApiParts): Route[] => [
  route({
    method: 'get',
    path: '/api/entrustments',
    summary: '委托书：受委托组织、事项、期限和公布情况；不指定的为期限未满且未撤销的',
    query: EntrustmentQuery,
    answers: { 200: EntrustmentList },
    may: ({ caller }) => maySee(caller),
    do: async ({ caller, query, receivedAt: now }) => {
      const [found, units] = await Promise.all([
        listEntrustments(parts.ledger, now),
        parts.units.listUnits(),
      ]);
      const names = await namesFor(
        parts,
        found.map(({ enteredBy }) => enteredBy),
      );
      return {
        items: await Promise.all(
          found
            .filter((one) => isOver(entrustmentState(one, now)) === (query.state === 'ended'))
            .map((one) => detailOf(parts, one, { caller, names, now })),
        ),
        powers: powerKeys.filter((key) => powerOf(key).kind !== 'measure').map(powerItem),
        units: units
          .filter(({ kind, active }) => kind === 'entrusted' && active !== false)
          .map(({ _id: id, name }) => ({ id, name })),
        mayEnter: allowed(caller, 'maintainEntrustments'),
        unconfirmed: powersUnconfirmed,
        now,
      };
    },
    present: (body) => ({ body }),
  }),
  route({
    method: 'get',
    path: '/api/entrustments/:id',
    summary: '一份委托书及其扫描件',
    params: BureauParams,
    answers: { 200: EntrustmentDetail },
    load: ({ params }) => readOne(parts, params.id),
    may: ({ caller }) => maySee(caller),
    do: async ({ caller, receivedAt: now }, found) =>
      detailOf(parts, found, { caller, names: await namesFor(parts, [found.enteredBy]), now }),
    present: (body) => ({ body }),
  }),
];

function maySee(caller: Caller): void {
  if (!allowed(caller, 'seeEntrustments')) throw refused(refusal('notPermitted', { what: '查看委托书' }));
}

function mayMaintain({ caller }: { caller: Caller }): void {
  if (!allowed(caller, 'maintainEntrustments'))
    throw refused(refusal('notPermitted', { what: '登记、撤销委托书' }));
}

async function readOne(parts: ApiParts, id: string): Promise<EntrustmentOnFile> {
  const { chainId, procedure } = readBureauId(ENTRUSTMENT, id);
  const found = await entrustmentById(parts.ledger, procedureId(chainId, procedure));
  if (!found) throw refused(refusal('notFound', { what: '该委托书' }));
  return found;
}

const stateLabels = {
  coming: '尚未开始',
  unpublished: '尚未公布',
  inForce: '生效中',
  ended: '已期满',
  revoked: '已撤销',
} as const;

/** How a 委托书 stands at a moment (epoch ms). */
export function entrustmentState(one: EntrustmentOnFile, now: number): keyof typeof stateLabels {
  const today = shanghaiDay(now);
  if (one.revokedAt !== undefined && one.revokedAt <= now) return 'revoked';
  if (one.until !== null && one.until < today) return 'ended';
  if (one.publishedOn === null || one.publishedOn > today) return 'unpublished';
  return isEntrustmentInForce(one, now) ? 'inForce' : 'coming';
}

/** The id of a 委托书 in addresses. */
export function entrustmentAddress(id: string): string {
  const [chainId = '', ...procedure] = id.split('/');
  return bureauIdOf(chainId, procedure.join('/'));
}

const powerItem = (key: PowerKey) => ({ key, label: powerOf(key).label });

/** Neither in force nor to come. */
const isOver = (state: string): boolean => state === 'ended' || state === 'revoked';

type Reader = { caller: Caller; names: Names; now: number };

/** A 委托书 with what only the bodies of its records say. */
async function detailOf(parts: ApiParts, one: EntrustmentOnFile, { caller, names, now }: Reader) {
  const { chainId, procedure } = readBureauId(ENTRUSTMENT, entrustmentAddress(one.id));
  const [opening, ...rest] = await recordsOfProcedure(parts.ledger, chainId, procedure, '该委托书');
  const revoked = rest.find(({ kind }) => kind === 'terminated');
  const [said, ended] = await Promise.all([
    bodyOfRecord(parts.ledger, opening),
    revoked && bodyOfRecord(parts.ledger, revoked),
  ]);
  return {
    ...viewOf(one, caller, names, now),
    number: textOf(said, 'number'),
    revokedBecause: ended ? textOf(ended, 'opinion') : null,
    attachments: attachmentViews(opening, said),
  };
}

function viewOf(one: EntrustmentOnFile, caller: Caller, names: Names, now: number) {
  const state = entrustmentState(one, now);
  const unit = (id: string) => ({ id, name: names.unit(id) });
  const mine = allowed(caller, 'maintainEntrustments') && !isOver(state);
  return {
    id: entrustmentAddress(one.id),
    to: unit(one.unit),
    giver: unit(one.giver),
    powers: one.powers.map(powerItem),
    from: one.from ?? '',
    until: one.until ?? '',
    publishedOn: one.publishedOn,
    link: one.link,
    enteredBy: { id: one.enteredBy, name: names.person(one.enteredBy) },
    enteredAt: one.enteredAt,
    record: { seq: one.seq, sha256: one.sha256 },
    state,
    stateLabel: stateLabels[state],
    revokedAt: one.revokedAt ?? null,
    permissions: { publish: mine && one.publishedOn === null, revoke: mine },
  };
}

// ── acting

/** Where the error of a refused entry belongs on its form. */
const ofEntry: Pointing = { measureNotEntrustable: ['/powers'], subDelegation: ['/to'] };

const enterRoute = (parts: ApiParts): Route =>
  route({
    method: 'post',
    path: '/api/entrustments',
    summary: '登记委托书；强制措施不得委托，受委托组织不得再委托',
    act: true,
    body: EnterEntrustment,
    answers: { 201: BureauAnswer, 202: Pending },
    may: mayMaintain,
    do: (call) => pointing(ofEntry, () => enter(parts, call, call.body)),
    present: (outcome) => presentOutcome(parts, outcome),
  });

async function enter(
  parts: ApiParts,
  told: Told,
  body: ReturnType<typeof EnterEntrustment.parse>,
): Promise<Outcome> {
  const { to, powers, from, until, publishedOn, link, number } = body;
  const lawyers = await parts.people.peopleHolding('legalOfficer', undefined, told.receivedAt);
  const legalOffice = lawyers.map(({ id }) => id);
  const unit = told.caller.posts[0]?.unit ?? '';
  const request = requestOf(told, roleAs(told.caller, unit), unit, 0);
  const facts: EntrustmentFacts = {
    edition: edition.id,
    unit: request.actor.unit,
    ...{ to, powers, from, until, publishedOn, link },
    people: {
      handlers: [...new Set([told.caller.id, ...legalOffice])],
      reviewers: [],
      approvers: [],
      legalOffice,
    },
  };
  const { attachments, attachmentNames } = await attachedTo(parts, told.caller, body.attachments);
  const opening: OpenRequest = {
    ...request,
    facts,
    body: { number: number.trim(), attachmentNames },
    secrecy: 1,
    attachments,
  };
  const procedure = `${ENTRUSTMENT}/${nameOfRequest(told.requestId)}`;
  return open(parts.doors, { chainId: bureauChain(told.receivedAt), procedure }, opening);
}

const publishRoute = (parts: ApiParts): Route =>
  route({
    method: 'post',
    path: '/api/entrustments/:id/publication',
    summary: '登记委托书的公布日期和网址；未公布的不能据以办理',
    act: true,
    params: BureauParams,
    body: PublishEntrustment,
    answers: { 200: BureauAnswer, 202: Pending },
    load: ({ params }) => readOne(parts, params.id),
    may: mayMaintain,
    do: (call, found) => {
      const { publishedOn, link } = call.body;
      const request = requestOf(call, roleAs(call.caller, found.giver), found.giver, found.seq);
      const form = { publishedOn, link };
      return pointing({ momentWrong: ['/publishedOn'], contentsRequired: ['/link'] }, () =>
        act(parts.doors, 'record', readBureauId(ENTRUSTMENT, call.params.id), {
          ...request,
          document: PUBLICATION,
          officers: [],
          facts: form,
          form,
          opinion: '',
          attachments: [],
          attachmentNames: [],
          secrecy: 1,
        }),
      );
    },
    present: (outcome) => presentOutcome(parts, outcome),
  });

const revokeRoute = (parts: ApiParts): Route =>
  route({
    method: 'post',
    path: '/api/entrustments/:id/revocation',
    summary: '撤销委托，须说明理由；自受理之时起不再生效',
    act: true,
    params: BureauParams,
    body: Revocation,
    answers: { 200: BureauAnswer, 202: Pending },
    load: ({ params }) => readOne(parts, params.id),
    may: mayMaintain,
    do: (call, found) =>
      pointing({ opinionRequired: ['/opinion'] }, () => {
        const request = requestOf(call, roleAs(call.caller, found.giver), found.giver, found.seq);
        const ids = readBureauId(ENTRUSTMENT, call.params.id);
        return act(parts.doors, 'revoke', ids, { ...request, opinion: call.body.opinion });
      }),
    present: (outcome) => presentOutcome(parts, outcome),
  });

function presentOutcome(parts: ApiParts, outcome: Outcome): Reply {
  if ('record' in outcome) return actReply(outcome.record, (procedure) => rowIn(parts.rows, procedure));
  return pendingReply('/api/entrustments');
}
