import { Checkbox } from 'antd';
import type { PersonEntry, Post } from '../../schemas.js';
import { usePeople } from '../queries.js';
import { FieldGroup } from './field.js';
import { Empty, Loaded } from './loading.js';

type Props = {
  label: string;
  pointer: string;
  /** Only who holds one of these; null for everybody of the bureau. */
  posts: readonly Post[] | null;
  /** Only people of this unit; everybody who holds the post when left out. */
  unit?: string;
  value: readonly string[];
  onChange: (ids: string[]) => void;
  required?: boolean;
  hint?: string;
};

/** Several people, by the posts they hold. A person's name and unit are read; his id is what is kept. */
export function PeopleChoice({
  label,
  pointer,
  posts,
  unit,
  value,
  onChange,
  required = false,
  hint,
}: Props) {
  const [post] = posts ?? [];
  const people = usePeople(posts?.length === 1 ? post : undefined);
  return (
    <FieldGroup label={label} pointer={pointer} required={required} {...(hint === undefined ? {} : { hint })}>
      <Loaded reading={people}>
        {(all) => {
          const offered = all.filter((person) => heldBy(person, posts, unit).length > 0);
          if (offered.length === 0)
            return <Empty>{unit === undefined ? '没有可选的人员。' : '该科室没有可选的人员。'}</Empty>;
          return (
            <Checkbox.Group
              className="choices"
              value={[...value]}
              onChange={(ids) => onChange(ids.map(String))}
              options={offered.map((person) => ({
                value: person.id,
                label:
                  unit === undefined
                    ? `${person.name}（${whatHeIs(heldBy(person, posts, unit), posts)}）`
                    : person.name,
              }))}
            />
          );
        }}
      </Loaded>
    </FieldGroup>
  );
}

/** The posts by which a person may be named. */
const heldBy = (person: PersonEntry, posts: readonly Post[] | null, unit: string | undefined) =>
  person.posts.filter(
    (held) => (posts === null || posts.includes(held.post)) && (unit === undefined || held.unit === unit),
  );

/** His unit; with his post, where people of several posts are offered. */
const whatHeIs = ([held]: PersonEntry['posts'], posts: readonly Post[] | null): string =>
  held === undefined ? '' : posts?.length === 1 ? held.unitName : `${held.unitName} ${held.label}`;
