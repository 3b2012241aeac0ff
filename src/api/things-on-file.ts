import { DEVICE_TYPES } from '../workflows/law/devices.js';
import { documentOf, documents, isDocumentKey, type DocumentKey } from '../workflows/law/documents.js';
import type { NamedThing } from '../workflows/law/documents/document.js';
import { evidenceOf } from '../workflows/law/evidence-records.js';
import { basesInForce, legalBasisOf } from '../workflows/law/legal-bases.js';
import { formatMoment, shanghaiDay } from '../workflows/law/moments.js';
import { namedInWords } from '../workflows/law/named-in-words.js';
import {
  numberOf,
  procedureName,
  textOf,
  type Body,
  type RecordHeader,
} from '../workflows/law/record/kinds.js';
import type { State } from '../workflows/law/record/fold.js';
import { partiesOf } from '../workflows/law/record/parties.js';
import { isRestricted } from '../workflows/law/record/restricted.js';
import { recordingCustodyRow } from '../workflows/law/recording-rows.js';
import { isMade } from '../workflows/law/service-requirements.js';
import { arisenFrom } from './arising.js';
import { contentsOf, objectIn, textIn, type Dossier } from './matters.js';
import type { ApiParts } from './parts.js';
import type { Choice, Form } from './schemas.js';

/** What forms of a matter may name by its key; null where any key may be typed. */
export type ThingsOnFile = (thing: NamedThing) => Choice[] | null;

/** Reads what is on the matter's file, and on the registers, that a form may name. `now` in epoch ms. */
export async function thingsOnFile(parts: ApiParts, dossier: Dossier, now: number): Promise<ThingsOnFile> {
  const [parties, devices, stores, cases] = await Promise.all([
    partyChoices(parts, dossier),
    parts.register.devices(),
    parts.register.stores(),
    arisenFrom(parts, dossier.chainId),
  ]);
  const active = <T extends { active: boolean }>(things: readonly T[]) => things.filter((one) => one.active);
  const served = documentsServed(dossier);
  const choices: Readonly<Record<NamedThing, Choice[] | null>> = {
    document: documentChoices(served),
    record: served.map(({ document, record }) => ({
      key: String(record.seq),
      label: `《${documents[document].title}》第 ${String(record.seq)} 号记录（${formatMoment(record.occurredAt)}）`,
    })),
    procedure: [...new Set(served.map(({ of }) => of))].map(called('procedure')),
    party: parties,
    evidence: evidenceOf(dossier.states).map(evidenceChoice),
    recording: Object.entries(dossier.states)
      .filter(([procedure]) => procedureName(procedure) === recordingCustodyRow.key)
      .map(([procedure, state]) => recordingChoice(procedure, state)),
    legalBasis: basesInForce(shanghaiDay(now)).map((key) => ({
      key,
      label: `${namedInWords('legalBasis', key)}${legalBasisOf(key).confirmed ? '' : '（待核）'}`,
    })),
    device: active(devices).map(({ id, name, type }) => ({
      key: id,
      label: `${DEVICE_TYPES[type]} ${name}（${id}）`,
    })),
    store: active(stores).map(({ id, name }) => ({ key: id, label: `${name}（${id}）` })),
    case: cases.length === 0 ? null : cases.map((number) => ({ key: number, label: number })),
  };
  return (thing) => choices[thing];
}

const called = (thing: NamedThing) => (key: string) => ({ key, label: namedInWords(thing, key) });

const evidenceChoice = ({ seq, facts, procedure, occurredAt }: RecordHeader): Choice => {
  const document = textOf(facts, 'document');
  const title = isDocumentKey(document) ? documents[document].title : namedInWords('procedure', procedure);
  return {
    key: String(seq),
    label: `《${title}》第 ${String(seq)} 号记录（${formatMoment(occurredAt)}）`,
  };
};

function recordingChoice(procedure: string, { opening }: State): Choice {
  const at = opening && (numberOf(opening.facts, 'startedAt') ?? numberOf(opening.facts, 'obtainedAt'));
  const since = at === undefined ? '' : `（${formatMoment(at)}）`;
  return { key: procedure, label: `${namedInWords('recording', procedure)}${since}` };
}

// ── documents that are served

type Served = { document: DocumentKey; of: string; record: RecordHeader };

/** The papers of the matter that are served on somebody and have been made, in the order of their records. */
function documentsServed({ states }: Dossier): Served[] {
  return Object.entries(states)
    .flatMap(([of, state]) =>
      [...new Set(Object.values(state.steps).flatMap(documentsOf))]
        .filter((document) => documentOf(document).served && isMade(state, document))
        .flatMap((document) => recordsMaking(state, document).map((record) => ({ document, of, record }))),
    )
    .sort((one, other) => one.record.seq - other.record.seq);
}

/** The documents that a record puts on file, or asks for. */
const documentsOf = ({ opens, facts }: RecordHeader): DocumentKey[] =>
  [...opens.map(({ document }) => document ?? ''), textOf(facts, 'document')].filter(isDocumentKey);

/** The records by which a document was made: put on file, submitted, or agreed to last. */
function recordsMaking({ steps, opening }: State, document: DocumentKey): RecordHeader[] {
  const all = Object.values(steps);
  const recorded = all.filter(({ kind, facts }) => kind === 'recorded' && facts['document'] === document);
  if (recorded.length > 0) return recorded;
  const asked = [...all, ...(opening ? [opening] : [])]
    .flatMap(({ opens }) => opens)
    .filter((task) => task.document === document)
    .map(({ step }) => step);
  const decided = all.filter(({ step, kind }) => kind === 'decided' && asked.includes(step));
  return decided.sort((one, other) => one.seq - other.seq).slice(-1);
}

/** Each kind of paper once; where there is one alone, the choice says the rest of it too. */
function documentChoices(served: readonly Served[]): Choice[] {
  const kinds = [...new Set(served.map(({ document }) => document))];
  return kinds.map((document) => {
    const [only, second] = served.filter((one) => one.document === document);
    const title = `《${documents[document].title}》`;
    return {
      key: document,
      label: title,
      sets: {
        documentNameAndNumber: title,
        ...(only && !second ? { of: only.of, decidedAt: shanghaiDay(only.record.occurredAt) } : {}),
      },
    };
  });
}

// ── parties

/** The parties of a case by number and name; of another matter, the one whom it concerns. */
async function partyChoices(parts: ApiParts, dossier: Dossier): Promise<Choice[]> {
  const [opening] = dossier.records;
  const parties = partiesOf(dossier.states);
  const wanted = dossier.records.filter(
    ({ seq }) => seq === opening?.seq || parties.some((party) => party.seq === seq),
  );
  const bodies = await contentsOf(parts.ledger, dossier, wanted);
  if (parties.length === 0) return opening ? [concerned(opening, bodies.get(opening.seq))] : [];
  return parties.map(({ key, kind, abroad, seq }) => {
    const body = bodies.get(seq);
    const said = seq === opening?.seq ? objectIn(body, 'party') : objectIn(body, 'form');
    const name = textIn(said, 'name');
    return {
      key,
      label: name === null ? namedInWords('party', key) : `${key}. ${name}`,
      sets: { ...written(said), partyKind: kind, domicile: abroad ? 'abroad' : 'inChina' },
    };
  });
}

/** Name and address of a party as a form takes them. */
function written(said: Body): Form {
  const [name, address] = [textIn(said, 'name'), textIn(said, 'address')];
  return { ...(name === null ? {} : { recipient: name }), ...(address === null ? {} : { address }) };
}

/** Whom a matter that is no case concerns, by the words of its registration; who reported stays unnamed. */
function concerned({ procedure }: RecordHeader, body: Body | undefined): Choice {
  const form = objectIn(body, 'form');
  const [role, key] =
    procedure === 'application'
      ? (['申请人', 'applicant'] as const)
      : procedure === 'complaint'
        ? (['投诉人、举报人', 'complainant'] as const)
        : (['检查对象', 'subject'] as const);
  const hidden: boolean = isRestricted(form[key]);
  const name = hidden ? null : textIn(form, key);
  return name === null
    ? { key: '1', label: role }
    : { key: '1', label: `${role} ${name}`, sets: { recipient: name } };
}
