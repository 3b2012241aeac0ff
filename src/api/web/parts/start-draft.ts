import type { AttachmentInput, Party, StartCase } from '../../schemas.js';
import { fromField } from '../format.js';

/** The party as it is typed. */
type PartyDraft = { [key in keyof Required<Omit<Party, 'kind'>>]: string } & Pick<Party, 'kind'>;

/** What somebody has typed on the way to starting a case; texts may still be empty. */
export type StartDraft = {
  emergency: boolean;
  number: string;
  /** Number of the complaint, application or inspection it arises from. */
  arisesFrom: string;
  title: string;
  cause: string;
  sourceOfCase: string;
  suspectedProvision: string;
  party: PartyDraft;
  unit: string;
  /** 权责事项; empty for none named. */
  power: string;
  handlers: string[];
  secrecy: NonNullable<StartCase['secrecy']>;
  startedAt: string;
  urgency: string;
  officers: string[];
  lateEntryReason: string;
  measures: string[];
  things: string[];
  verified: boolean;
  verifiedAt: string;
  verification: string;
};

export const emptyDraft: StartDraft = {
  emergency: false,
  number: '',
  arisesFrom: '',
  title: '',
  cause: '',
  sourceOfCase: '',
  suspectedProvision: '',
  party: { name: '', kind: 'organisation', identification: '', address: '', phone: '', representative: '' },
  unit: '',
  power: '',
  handlers: [],
  secrecy: 2,
  startedAt: '',
  urgency: '',
  officers: [],
  lateEntryReason: '',
  measures: [],
  things: [],
  verified: false,
  verifiedAt: '',
  verification: '',
};

/** The field, where something is written in it. */
export const filled = <K extends string>(key: K, value: string): { [key in K]?: string } =>
  value.trim() === '' ? {} : ({ [key]: value.trim() } as { [key in K]?: string });

const partyOf = ({ name, kind, ...more }: PartyDraft): Party => ({
  name,
  kind,
  ...filled('identification', more.identification),
  ...filled('address', more.address),
  ...filled('phone', more.phone),
  ...(kind === 'organisation' ? filled('representative', more.representative) : {}),
});

/** A moment field as it goes to the server: an empty one as null, so that the server says what is missing. */
const at = (field: string) => (fromField(field) ?? null) as number;

/** The request. What is left empty and may be is left out. */
export const requestOf = (draft: StartDraft, attachments: readonly AttachmentInput[]): StartCase => ({
  ...filled('number', draft.number.toUpperCase()),
  ...filled('arisesFrom', draft.arisesFrom.toUpperCase()),
  title: draft.title,
  cause: draft.cause,
  party: partyOf(draft.party),
  unit: draft.unit,
  ...(draft.power ? { power: draft.power as NonNullable<StartCase['power']> } : {}),
  people: { handlers: draft.handlers },
  sourceOfCase: draft.sourceOfCase,
  suspectedProvision: draft.suspectedProvision,
  secrecy: draft.secrecy,
  attachments: [...attachments],
  ...(draft.emergency
    ? {
        emergency: {
          startedAt: at(draft.startedAt),
          urgency: draft.urgency,
          officers: draft.officers,
          ...filled('lateEntryReason', draft.lateEntryReason),
          measures: draft.measures,
          things: draft.things,
        },
      }
    : {}),
  ...(draft.verified
    ? { priorVerification: { at: at(draft.verifiedAt), description: draft.verification } }
    : {}),
});
