import type { Collection } from 'mongodb';
import { Schema, type Connection, type Model } from 'mongoose';
import { isDuplicate } from '../connections/mongodb.js';
import { posts, type Person, type Post } from '../workflows/law/posts.js';
import type { SecrecyLevel } from '../workflows/law/record/kinds.js';
import { PART, STRICT } from './schema.js';
import { stamp, type Stamp } from './stamp.js';

/**
 * A person of the bureau. `posts` and `certificates` say from when until when (epoch ms); `until` null is
 * open-ended.
 * `passwordHash` is argon2id, or null for somebody who cannot sign in.
 */
export type PersonDocument = Omit<Person, 'id'> & {
  _id: string;
  email: string;
  passwordHash: string | null;
  secrecyClearance?: SecrecyLevel;
  /** Sessions that were signed in before this (epoch ms) are over: his password was set then. */
  sessionsFrom?: number;
  /** The change of the register that made him what he is; nobody has changed him without it. */
  change?: Stamp | null;
};

const text = { type: String, required: true } as const;
const moment = { type: Number, required: true } as const;

const post = new Schema(
  {
    post: { ...text, enum: Object.keys(posts) },
    unit: text,
    from: moment,
    until: { type: Number, default: null },
  },
  PART,
);

const schema = new Schema(
  {
    _id: text,
    name: text,
    email: text,
    active: { type: Boolean, required: true },
    posts: { type: [post], default: [] },
    certificates: { type: [new Schema({ number: text, from: moment, until: moment }, PART)], default: [] },
    legalQualification: new Schema({ number: { type: String, default: null }, from: moment }, PART),
    passwordHash: { type: String, default: null },
    secrecyClearance: { type: Number, enum: [0, 1, 2, 3] },
    sessionsFrom: Number,
    change: new Schema(stamp, PART),
  },
  { ...STRICT, collection: 'people', minimize: false },
);
schema.index({ email: 1 }, { unique: true });
schema.index({ 'posts.post': 1 });

/** The people of a connection. */
export const peopleOn = (connection: Connection): Model<PersonDocument> =>
  (connection.models['Person'] as Model<PersonDocument> | undefined) ??
  (connection.model('Person', schema) as unknown as Model<PersonDocument>);

/** A person as the gates and letters see him: without his password. */
export type KnownPerson = Person & { email: string; secrecyClearance?: SecrecyLevel; sessionsFrom?: number };

/** Whom the service knows. */
export interface People {
  personById(id: string): Promise<KnownPerson | undefined>;
  /** Those of these people who are on file, in any order. */
  peopleByIds(ids: readonly string[]): Promise<KnownPerson[]>;
  /** With the password's hash; for signing in and nothing else. `email` is compared in lower case. */
  personToSignIn(idOrEmail: string): Promise<PersonDocument | undefined>;
  /** Active people who hold a post, in a unit if one is named, at a moment (epoch ms); by id. */
  peopleHolding(post: Post, unit: string | undefined, moment: number): Promise<KnownPerson[]>;
  /** Puts a person on file; false when the id or the e-mail is taken. */
  addPerson(person: PersonDocument): Promise<boolean>;
  /** Gives a person a password; `now` (epoch ms): sessions of before are over. */
  setPassword(id: string, passwordHash: string, now: number): Promise<void>;
}

const known = ({ _id, passwordHash: _, change: __, ...rest }: PersonDocument): KnownPerson => ({
  id: _id,
  ...rest,
});

/** The people in MongoDB. */
export function createPeople(connection: Connection): People {
  const people = peopleOn(connection);
  // Every request and every record asks who somebody is: these reads go to the driver itself.
  const documents = people.collection as unknown as Collection<PersonDocument>;
  return {
    personById: async (id) => {
      const found = await documents.findOne({ _id: id });
      return found ? known(found) : undefined;
    },
    peopleByIds: async (ids) => {
      if (ids.length === 0) return [];
      return (await documents.find({ _id: { $in: [...ids] } }).toArray()).map(known);
    },
    personToSignIn: async (idOrEmail) => {
      const byId = await people.findById(idOrEmail).lean<PersonDocument | null>();
      const found =
        byId ?? (await people.findOne({ email: idOrEmail.toLowerCase() }).lean<PersonDocument | null>());
      return found ?? undefined;
    },
    peopleHolding: async (wanted, unit, moment) => {
      const held = { post: wanted, from: { $lte: moment }, ...(unit === undefined ? {} : { unit }) };
      const found = await people
        .find({ posts: { $elemMatch: held } })
        .sort({ _id: 1 })
        .lean<PersonDocument[]>();
      return found.filter((person) => holds(person, wanted, unit, moment)).map(known);
    },
    addPerson: async (person) => {
      try {
        await new people({ ...person, email: person.email.toLowerCase() }).save();
        return true;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return false;
      }
    },
    setPassword: async (id, passwordHash, now) => {
      await people.updateOne({ _id: id }, { $set: { passwordHash, sessionsFrom: now } });
    },
  };
}

const holds = (person: PersonDocument, wanted: Post, unit: string | undefined, moment: number): boolean =>
  person.active &&
  person.posts.some(
    (held) =>
      held.post === wanted &&
      (unit === undefined || held.unit === unit) &&
      held.from <= moment &&
      (held.until === null || moment <= held.until),
  );
