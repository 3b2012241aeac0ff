import { Checkbox } from 'antd';
import type { Post } from '../../schemas.js';
import { usePeople } from '../queries.js';
import { FieldGroup } from './field.js';
import { Empty, Loaded } from './loading.js';

type Props = {
  label: string;
  pointer: string;
  post: Post;
  /** Only people of this unit; everybody who holds the post when left out. */
  unit?: string;
  value: readonly string[];
  onChange: (ids: string[]) => void;
  required?: boolean;
  hint?: string;
};

/** Several people, by the post they hold. A person's name and unit are read; his id is what is kept. */
export function PeopleChoice({ label, pointer, post, unit, value, onChange, required = false, hint }: Props) {
  const people = usePeople(post);
  return (
    <FieldGroup label={label} pointer={pointer} required={required} {...(hint === undefined ? {} : { hint })}>
      <Loaded reading={people}>
        {(all) => {
          const offered = all.filter((person) =>
            person.posts.some((held) => held.post === post && (unit === undefined || held.unit === unit)),
          );
          if (offered.length === 0) return <Empty>该科室没有可选的人员。</Empty>;
          return (
            <Checkbox.Group
              className="choices"
              value={[...value]}
              onChange={(ids) => onChange(ids.map(String))}
              options={offered.map((person) => ({
                value: person.id,
                label: unit === undefined ? `${person.name}（${unitOf(person.posts, post)}）` : person.name,
              }))}
            />
          );
        }}
      </Loaded>
    </FieldGroup>
  );
}

const unitOf = (posts: readonly { post: Post; unitName: string }[], post: Post): string =>
  posts.find((held) => held.post === post)?.unitName ?? '';
