import { hash } from '@node-rs/argon2';
import { connectMongo } from '../../src/connections/mongodb.js';
import { createPeople } from '../../src/models/people.js';
import { createUnits } from '../../src/models/units.js';
import type { Post } from '../../src/workflows/law/posts.js';

/** What every person of the made bureau signs in with. */
export const PASSWORD = 'a long enough password';

/** The persons of one approval and those around it. `id` is also the name to sign in with. */
export const bureau = {
  clerk: { id: 'clerk-1', name: '周内勤', post: 'clerk', unit: 'inspection' },
  officer: { id: 'officer-1', name: '张承办', post: 'officer', unit: 'inspection' },
  secondOfficer: { id: 'officer-2', name: '李承办', post: 'officer', unit: 'inspection' },
  unitHead: { id: 'head-1', name: '王科长', post: 'unitHead', unit: 'inspection' },
  agencyHead: { id: 'leader-1', name: '钱局长', post: 'agencyHead', unit: 'bureau' },
  legalOfficer: { id: 'legal-1', name: '孙法制', post: 'legalOfficer', unit: 'legal' },
  administrator: { id: 'administrator-1', name: '蒋管理', post: 'administrator', unit: 'bureau' },
  secondAdministrator: { id: 'administrator-2', name: '许管理', post: 'administrator', unit: 'bureau' },
} as const satisfies Record<string, { id: string; name: string; post: Post; unit: string }>;

/** One of them. */
export type Member = (typeof bureau)[keyof typeof bureau];

export const emailOf = (member: Member): string => `${member.id}@bureau.test`;

const FROM = Date.UTC(2020, 0, 1);
const UNTIL = Date.UTC(2099, 0, 1);

/** Puts the bureau on file. */
export async function settleBureau(mongodbUri: string): Promise<void> {
  const connection = await connectMongo(mongodbUri);
  const people = createPeople(connection);
  const units = createUnits(connection);
  await units.addUnit({ _id: 'inspection', name: '建设执法科', kind: 'handlingUnit' });
  await units.addUnit({ _id: 'legal', name: '法制科', kind: 'legalOffice' });
  await units.addUnit({ _id: 'bureau', name: '局领导', kind: 'agency' });
  const passwordHash = await hash(PASSWORD);
  for (const member of Object.values(bureau))
    await people.addPerson({
      _id: member.id,
      name: member.name,
      email: emailOf(member),
      active: true,
      posts: [{ post: member.post, unit: member.unit, from: FROM, until: null }],
      certificates:
        member.post === 'officer' ? [{ number: `陕E-${member.id}`, from: FROM, until: UNTIL }] : [],
      legalQualification: member.post === 'legalOfficer' ? { number: `A-${member.id}`, from: FROM } : null,
      passwordHash,
    });
  await connection.close();
}
