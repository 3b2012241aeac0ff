import { Alert, Button } from 'antd';
import { moment } from '../format.js';
import type { DraftStanding } from './own-draft.js';

type Props<C> = {
  draft: { standing: DraftStanding<C>; takeOther: () => void; keepMine: () => void; clear: () => void };
  /** What of the other device's draft is shown beside what is typed here. */
  words: (contents: C) => string;
  /** Empties the fields. */
  empty: () => void;
};

/** What has become of what is typed: kept, restored, not kept yet, or saved otherwise elsewhere. */
export function DraftLine<C>({ draft, words, empty }: Props<C>) {
  const { standing } = draft;
  if (standing.kind === 'elsewhere') return <Elsewhere draft={draft} words={words} other={standing.other} />;
  return (
    <div className="draft-line quiet">
      <span role="status">{sentenceOf(standing)}</span>
      {standing.kind === 'restored' && (
        <Button
          size="small"
          onClick={() => {
            empty();
            draft.clear();
          }}
        >
          清除草稿
        </Button>
      )}
    </div>
  );
}

function sentenceOf<C>(standing: DraftStanding<C>): string {
  switch (standing.kind) {
    case 'restored':
      return `已恢复${moment(standing.at)}保存的草稿，尚未提交。`;
    case 'saved':
      return `草稿已于${moment(standing.at)}保存，仅您本人可见。`;
    case 'saving':
      return '正在保存草稿……';
    case 'refused':
      return `草稿没有保存：${standing.sentence}`;
    case 'away':
      return '现在连不上服务器，草稿暂存在本窗口，连上后自动保存；关闭窗口会丢失。';
    default:
      return '';
  }
}

function Elsewhere<C>(
  props: Pick<Props<C>, 'draft' | 'words'> & { other: { contents: C; savedAt: number } | null },
) {
  const { draft, words, other } = props;
  return (
    <Alert
      role="alert"
      type="warning"
      showIcon
      title={
        other
          ? `您在其他设备或者窗口于${moment(other.savedAt)}另存了草稿，与本页不同。`
          : '您在其他设备或者窗口删除了这份草稿。'
      }
      description={
        <>
          {other && <p className="opinion">{words(other.contents) || '（没有文字）'}</p>}
          <p className="links">
            {other && <Button onClick={draft.takeOther}>采用另存的草稿</Button>}
            <Button onClick={draft.keepMine}>保留本页内容</Button>
          </p>
        </>
      }
    />
  );
}
