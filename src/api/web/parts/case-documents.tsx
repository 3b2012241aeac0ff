import type { DocumentView } from '../../document-schemas.js';
import { fileSize, moment } from '../format.js';
import { useCaseDocuments } from '../queries.js';
import { Facts } from './facts.js';
import { Empty, Loaded, More } from './loading.js';
import { Section } from './section.js';

/** The documents of a case, each to be taken out as PDF, and what has become of it. */
export function CaseDocuments({ number }: { number: string }) {
  const pages = useCaseDocuments(number);
  return (
    <Section title="文书">
      <Loaded reading={pages}>
        {({ pages: lists }) => {
          const items = lists.flatMap((list) => list.items);
          if (items.length === 0) return <Empty>尚无您可以查看的文书。</Empty>;
          return (
            <ul className="rows">
              {items.map((one) => (
                <OneDocument key={one.seq} one={one} />
              ))}
            </ul>
          );
        }}
      </Loaded>
      <More pages={pages} />
    </Section>
  );
}

const OneDocument = ({ one }: { one: DocumentView }) => (
  <li className="row">
    <div className="row-head">
      <a href={one.href} download>
        {one.title}（PDF）
      </a>
      <span>{one.number}</span>
    </div>
    <p className="quiet">
      {one.procedureTitle} · 第 {one.seq} 号记录 · {moment(one.filedAt)} 入卷
    </p>
    <Facts
      items={[
        ['定稿', one.locked ? `${moment(one.locked.at)} 起不再修改` : '尚未定稿'],
        ['盖章', one.sealed && stampInWords(one)],
        ['查阅范围', one.restricted.label],
        ['存储', one.outward && storedInWords(one)],
        [
          '更正',
          one.correctedBy.length > 0 &&
            `制发后其记载由第 ${one.correctedBy.join('、')} 号记录更正；制发的文书不改动，须另行书面告知当事人。`,
        ],
      ]}
    />
  </li>
);

const stampInWords = ({ stamped }: DocumentView): string =>
  stamped ? `${stamped.by?.name ?? ''} ${moment(stamped.at)}` : '未记入案卷';

const storedInWords = ({ stored }: DocumentView): string =>
  stored
    ? `${moment(stored.at)} 制发，${fileSize(stored.size)}，SHA-256 ${stored.sha256}`
    : '尚未制发；下载的是核对用稿，文号留空';
