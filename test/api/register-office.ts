/** The office with two 系统管理人员, and requests of the register's routes. */
import { hash } from '@node-rs/argon2';
import { createPeople } from '../../src/models/people.js';
import { RegisterAnswer, RegisterPersonDetail } from '../../src/api/register-schemas.js';
import { openOffice, read, type Office } from './desk.js';
import { PASSWORD, type Service, type Visitor } from './service.js';

/** 2020-01-01, Shanghai. */
export const SINCE = Date.UTC(2019, 11, 31, 16);

export type RegisterOffice = Office & { administrator: Visitor; second: Visitor };

/** A second one beside administrator-1, so that there is somebody to change him. */
async function addAdministrator({ connection }: Service): Promise<void> {
  const people = createPeople(connection);
  const passwordHash = await hash(PASSWORD);
  await people.addPerson({
    _id: 'administrator-2',
    name: '管二',
    email: 'administrator-2@bureau.example',
    active: true,
    posts: [{ post: 'administrator', unit: 'bureau', from: SINCE, until: null }],
    certificates: [],
    passwordHash,
  });
}

/** Opens it. */
export async function openRegisterOffice(): Promise<RegisterOffice> {
  const office = await openOffice({}, addAdministrator);
  const [administrator, second] = await Promise.all(
    ['administrator-1', 'administrator-2'].map((id) => office.service.signIn(id)),
  );
  return { ...office, administrator: administrator!, second: second! };
}

/** One person's entry, as the register's page reads it. */
export const personOn = async (visitor: Visitor, id: string) =>
  read(await visitor.get(`/api/register/people/${id}`), 200, RegisterPersonDetail);

/** The entry as a change sends it, with what differs. */
export async function changeOf(visitor: Visitor, id: string, differing: object = {}) {
  const { person } = await personOn(visitor, id);
  const { version, name, email, active, secrecyClearance } = person;
  return {
    version,
    name,
    email,
    active,
    secrecyClearance,
    posts: person.posts.map(({ post, unit, from, until }) => ({ post, unit, from, until })),
    certificates: person.certificates.map(({ number, from, until }) => ({ number, from, until })),
    ...differing,
  };
}

/** Asks for a change of a person; the answer. */
export const change = async (visitor: Visitor, id: string, differing: object = {}, key?: string) =>
  visitor.post(`/api/register/people/${id}`, await changeOf(visitor, id, differing), key);

/** The answer to a change that is carried out. */
export const done = async (asked: ReturnType<typeof change>) => read(await asked, 200, RegisterAnswer);

/** Somebody new. */
export const newcomer = (id: string, more: object = {}) => ({
  id,
  name: `新人${id}`,
  email: `${id}@bureau.example`,
  posts: [{ post: 'officer', unit: 'construction', from: SINCE, until: null }],
  certificates: [{ number: `陕E-${id}`, from: SINCE, until: Date.UTC(2029, 11, 31) }],
  ...more,
});

/** Sends a file to an import, or to its preview. */
export const upload = (
  visitor: Visitor,
  path: string,
  bytes: Buffer,
  key = `upload-${String(Math.random()).slice(2)}`,
) =>
  visitor.agent
    .post(path)
    .set('x-csrf-token', visitor.csrfToken)
    .set('idempotency-key', key)
    .attach('file', bytes, { filename: '人员.csv' });
