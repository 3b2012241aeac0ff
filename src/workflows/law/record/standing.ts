import { first, refusal, type Refusal } from '../../refusals.js';
import { legalReviewStep } from '../decision-drafts.js';
import { certificateAt, postFor, posts, postsAt, type Person, type Post } from '../posts.js';
import { roles, type RoleKey } from '../roles.js';
import { refuseUnqualified } from '../rules/legal-review.js';
import { textOf, type Act, type Actor, type SecrecyLevel } from './kinds.js';

/** A person with the highest level of secrecy he may handle; no level named is no limit of his own. */
export type Standing = Person & { secrecyClearance?: SecrecyLevel | undefined };

/** The post a role needs; roles without one here only need some post on that day. */
const needed: Partial<Record<RoleKey, Post>> = postFor;

/**
 * May this person do this act, by his posts, certificates and clearance of the moment it was received?
 * Pure; undefined for yes. Checked inside `append`, so that a post that ended between the page and the
 * record counts.
 * The system's own acts (lapses, conclusions) need no post.
 */
export function refuseStanding(person: Standing | undefined, act: Act): Refusal | undefined {
  if (act.actor.role === 'system') return undefined;
  const { name } = act.actor;
  if (!person) return withoutPost(name, act.actor.role);
  return first([
    refusePost(person, act.actor, act.receivedAt),
    refuseCertificate(person, act.actor, act.receivedAt),
    refuseReview(person, act),
    refuseSecrecy(person, act.secrecy),
  ]);
}

function refusePost(person: Standing, actor: Actor, moment: number): Refusal | undefined {
  if (actor.role === 'system') return undefined;
  const post = needed[actor.role];
  const held = postsAt(person, moment).filter((one) => one.unit === actor.unit);
  const suitable = post === undefined ? held : held.filter((one) => one.post === post);
  return suitable.length > 0 ? undefined : withoutPost(actor.name, actor.role);
}

/** May he open the procedure, by the posts that its row names, held on that day in the unit he acts for? */
export function refuseOpener(
  person: Standing | undefined,
  openedBy: readonly Post[],
  { actor, receivedAt }: Act,
): Refusal | undefined {
  if (actor.role === 'system') return undefined;
  const held = person ? postsAt(person, receivedAt).filter(({ unit }) => unit === actor.unit) : [];
  if (held.some(({ post }) => openedBy.includes(post))) return undefined;
  const post = openedBy.map((one) => posts[one].label).join('、');
  return refusal('postNotHeld', { name: actor.name, post, role: roles[actor.role].label });
}

const withoutPost = (name: string, role: RoleKey): Refusal => {
  const post = needed[role];
  return refusal('postNotHeld', {
    name,
    post: post ? posts[post].label : '任何职务',
    role: roles[role].label,
  });
};

// 第十一条 has the certificate and its showing recorded; 行政处罚法第四十二条 asks for one that is valid.
function refuseCertificate(person: Standing, actor: Actor, moment: number): Refusal | undefined {
  const post = actor.role === 'system' ? undefined : needed[actor.role];
  if (post === undefined || !posts[post].certified) return undefined;
  const shown = actor.certificate;
  const valid =
    shown === undefined
      ? certificateAt(person, moment) !== undefined
      : person.certificates.some((one) => one.number === shown && one.from <= moment && moment <= one.until);
  return valid ? undefined : refusal('certificateExpired', { name: actor.name });
}

/** Whoever gives the opinion of legal review, also in another's place, is qualified for it himself. */
const refuseReview = (person: Standing, { kind, step, receivedAt, facts }: Act): Refusal | undefined =>
  kind === 'decided' && step.startsWith(legalReviewStep(''))
    ? refuseUnqualified(person, receivedAt, textOf(facts, 'qualification'))
    : undefined;

function refuseSecrecy(person: Standing, level: SecrecyLevel): Refusal | undefined {
  const { secrecyClearance } = person;
  if (secrecyClearance === undefined || level <= secrecyClearance) return undefined;
  return refusal('notPermitted', { what: '办理该密级的事项' }, 33);
}

/** Does he hold, at a moment (epoch ms), the post a role needs, in whatever unit? */
function holdsFor(person: Standing | undefined, role: RoleKey, moment: number): boolean {
  const post = needed[role];
  const held = person ? postsAt(person, moment) : [];
  return post === undefined ? held.length > 0 : held.some((one) => one.post === post);
}

/** May a task of this role be given to him? `moment` in epoch ms. */
export function refuseAsAssignee(
  person: Standing | undefined,
  role: RoleKey,
  moment: number,
): Refusal | undefined {
  if (person && holdsFor(person, role, moment))
    return role === 'legalReviewer' ? refuseUnqualified(person, moment) : undefined;
  const post = needed[role];
  const why = post === undefined ? '该人员当前没有职务' : `该人员当前不担任${posts[post].label}`;
  return refusal('assigneeUnsuitable', { name: person?.name ?? '该人员', why });
}

/** May he be named for a role when a matter begins? `moment` in epoch ms. */
export function refuseNamed(
  person: Standing | undefined,
  role: RoleKey,
  moment: number,
): Refusal | undefined {
  return holdsFor(person, role, moment) ? undefined : withoutPost(person?.name ?? '指定的人员', role);
}

/** Was he, at that moment (epoch ms), an officer with a valid certificate (第十一条; 行政处罚法第四十二条)? */
export function refuseOfficer(person: Standing | undefined, moment: number): Refusal | undefined {
  const name = person?.name ?? '指定的执法人员';
  if (!person || !holdsFor(person, 'handler', moment)) return withoutPost(name, 'handler');
  return certificateAt(person, moment) === undefined ? refusal('certificateExpired', { name }) : undefined;
}
