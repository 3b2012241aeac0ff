import { hash } from '@node-rs/argon2';
import { connectMongo } from '../src/connections/mongodb.js';
import { createPeople, type PersonDocument } from '../src/models/people.js';
import { prepareDatabase } from '../src/models/prepare-database.js';
import { createUnits, type Unit } from '../src/models/units.js';
import { posts, type Post } from '../src/workflows/law/posts.js';

/** For the local stack only, where nobody but this machine can reach the page; DEMO_PASSWORD overrides it. */
const LOCAL_PASSWORD = 'demonstration-only';

/** 2024-01-01 and 2029-12-31, Shanghai. */
const FROM = Date.UTC(2023, 11, 31, 16);
const UNTIL = Date.UTC(2029, 11, 31, 16) - 1;

const units: readonly Unit[] = [
  { _id: 'bureau', name: '局机关', kind: 'agency' },
  { _id: 'construction', name: '建设工程执法科', kind: 'handlingUnit' },
  { _id: 'housing', name: '房产市场执法科', kind: 'handlingUnit' },
  { _id: 'legal', name: '政策法规科（法制机构）', kind: 'legalOffice' },
  { _id: 'archives', name: '档案室', kind: 'archives' },
];

type Row = readonly [id: string, name: string, post: Post, unit: string];

const people: readonly Row[] = [
  ['officer-1', '李建平', 'officer', 'construction'],
  ['officer-2', '王晓燕', 'officer', 'construction'],
  ['officer-3', '张志强', 'officer', 'housing'],
  ['officer-4', '刘芳', 'officer', 'housing'],
  ['head-1', '赵国栋', 'unitHead', 'construction'],
  ['head-2', '孙丽华', 'unitHead', 'housing'],
  ['leader-1', '周明远', 'agencyHead', 'bureau'],
  ['leader-2', '吴海涛', 'agencyHead', 'bureau'],
  ['legal-1', '郑文静', 'legalOfficer', 'legal'],
  ['clerk-1', '冯雪梅', 'clerk', 'construction'],
  ['clerk-2', '陈立新', 'clerk', 'housing'],
  ['archivist-1', '褚秀兰', 'archivist', 'archives'],
  ['operator-1', '卫东', 'operator', 'bureau'],
  ['administrator-1', '蒋涛', 'administrator', 'bureau'],
];

/** One demonstration person, to be printed. */
export type DemonstrationPerson = { name: string; post: string; signIn: string; password: string };

/** Puts the demonstration units and people on file; whoever is there already stays as he is. */
export async function seedDemonstrationPeople(mongodbUri: string): Promise<DemonstrationPerson[]> {
  const password = process.env['DEMO_PASSWORD'] ?? LOCAL_PASSWORD;
  const connection = await connectMongo(mongodbUri);
  try {
    await prepareDatabase(connection);
    const unitsOnFile = createUnits(connection);
    const peopleOnFile = createPeople(connection);
    for (const unit of units) await unitsOnFile.addUnit(unit);
    for (const row of people) {
      if (!(await peopleOnFile.personById(row[0])))
        await peopleOnFile.addPerson(await documentOf(row, password));
    }
  } finally {
    await connection.close();
  }
  return people.map(([signIn, name, post]) => ({ name, post: posts[post].label, signIn, password }));
}

async function documentOf([id, name, post, unit]: Row, password: string): Promise<PersonDocument> {
  const certified = posts[post].certified;
  return {
    _id: id,
    name,
    email: `${id}@bureau.example`,
    active: true,
    posts: [{ post, unit, from: FROM, until: null }],
    certificates: certified ? [{ number: certificateOf(id), from: FROM, until: UNTIL }] : [],
    legalQualification: post === 'legalOfficer' ? { number: 'A20186101010001', from: FROM } : null,
    passwordHash: await hash(password),
  };
}

/** A made-up number in the form of a Shaanxi certificate. */
const certificateOf = (id: string): string => `陕E-${id.replace(/\D/g, '').padStart(6, '0')}`;
