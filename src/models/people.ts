import { Schema, type Connection, type Model } from 'mongoose';
import { isDuplicate } from '../connections/mongodb.js';
import { posts, type Person, type Post } from '../workflows/law/posts.js';
import type { SecrecyLevel } from '../workflows/law/record/kinds.js';
import { PART, STRICT } from './schema.js';

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
    passwordHash: { type: String, default: null },
    secrecyClearance: { type: Number, enum: [0, 1, 2, 3] },
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
export type KnownPerson = Person & { email: string; secrecyClearance?: SecrecyLevel };

/** Whom the service knows. */
export interface People {
  personById(id: string): Promise<KnownPerson | undefined>;
  /** With the password's hash; for signing in and nothing else. `email` is compared in lower case. */
  personToSignIn(idOrEmail: string): Promise<PersonDocument | undefined>;
  /** Active people who hold a post, in a unit if one is named, at a moment (epoch ms); by id. */
  peopleHolding(post: Post, unit: string | undefined, moment: number): Promise<KnownPerson[]>;
  /** Puts a person on file; false when the id or the e-mail is taken. */
  addPerson(person: PersonDocument): Promise<boolean>;
}

const known = ({ _id, passwordHash: _, ...rest }: PersonDocument): KnownPerson => ({ id: _id, ...rest });

/** The people in MongoDB. */
export function createPeople(connection: Connection): People {
  const people = peopleOn(connection);
  return {
    personById: async (id) => {
      const found = await people.findById(id).lean<PersonDocument | null>();
      return found ? known(found) : undefined;
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
