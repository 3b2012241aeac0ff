import { Button, Modal } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import type { Phrases } from '../../own-words-schemas.js';
import { keepOwn, read } from '../api.js';
import { asked, type FieldError } from './checks.js';
import { FieldErrors } from './field.js';
import { Loaded } from './loading.js';
import { ProblemNotice } from './problem-notice.js';
import { TextField } from './text-field.js';

const PHRASES_LIMIT = 30;
const PHRASE_CHARACTERS = 500;
const KEY = ['phrases'];

export const usePhrases = () =>
  useQuery({ queryKey: KEY, queryFn: ({ signal }) => read<Phrases>('/api/phrases', signal) });

/**
 * 常用意见 beside an opinion: what the person has written for himself before, put where the cursor stands when he
 * chooses it. Nothing is put in by itself, and there are none of the bureau's.
 */
export function PhrasesBar({ insert }: { insert: (words: string) => void }) {
  const [open, setOpen] = useState(false);
  const phrases = usePhrases().data?.items ?? [];
  return (
    <div className="phrases">
      <details>
        <summary>常用意见（{phrases.length}）</summary>
        <ul className="phrase-list" aria-label="常用意见">
          {phrases.map((phrase) => (
            <li key={phrase}>
              <Button className="phrase" onClick={() => insert(phrase)}>
                {phrase}
              </Button>
            </li>
          ))}
        </ul>
        {phrases.length === 0 && <p className="quiet">您还没有常用意见。</p>}
        <Button size="small" onClick={() => setOpen(true)}>
          管理常用意见
        </Button>
      </details>
      <Modal open={open} title="管理常用意见" footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <PhrasesEditor />
      </Modal>
    </div>
  );
}

function PhrasesEditor() {
  const reading = usePhrases();
  return <Loaded reading={reading}>{(phrases) => <Editing phrases={phrases} />}</Loaded>;
}

/** Saves the whole list at once, so that order and words are never half of each. */
function useKeepPhrases({ revision }: Phrases) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (items: readonly string[]) => keepOwn<Phrases>('/api/phrases', { items, revision }),
    onSuccess: (kept) => client.setQueryData(KEY, kept),
    onError: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

function faultsOf(words: string, others: readonly string[]): FieldError[] {
  const faults = asked('/words', '常用意见', words, PHRASE_CHARACTERS);
  if (faults.length > 0) return faults;
  if (others.includes(words.trim())) return [{ pointer: '/words', detail: '已有这一条。' }];
  if (others.length >= PHRASES_LIMIT)
    return [{ pointer: '/words', detail: `最多保存 ${String(PHRASES_LIMIT)} 条，请先删除不用的。` }];
  return [];
}

function Editing({ phrases }: { phrases: Phrases }) {
  const { items } = phrases;
  const [changing, setChanging] = useState<string | null>(null);
  const [words, setWords] = useState('');
  const [faults, setFaults] = useState<readonly FieldError[]>([]);
  const keep = useKeepPhrases(phrases);
  const others = items.filter((item) => item !== changing);
  const edit = (item: string | null) => {
    setChanging(item);
    setWords(item ?? '');
    setFaults([]);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const found = faultsOf(words, others);
    setFaults(found);
    if (found.length > 0) return;
    const written = words.trim();
    const next =
      changing === null ? [...items, written] : items.map((one) => (one === changing ? written : one));
    keep.mutate(next, {
      onSuccess: () => {
        setChanging(null);
        // What has been typed while it was being kept stays.
        setWords((now) => (now.trim() === written ? '' : now));
      },
    });
  };
  return (
    <div className="stack">
      <ProblemNotice error={keep.error} />
      <PhraseRows items={items} keep={keep.mutate} edit={edit} />
      <FieldErrors value={faults}>
        <form className="stack" noValidate onSubmit={submit}>
          <TextField
            label={changing === null ? '新增一条' : '修改这一条'}
            pointer="/words"
            lines={2}
            value={words}
            onChange={setWords}
          />
          <div className="answers">
            <Button type="primary" htmlType="submit" loading={keep.isPending}>
              {changing === null ? '新增' : '保存修改'}
            </Button>
            {changing !== null && <Button onClick={() => edit(null)}>取消</Button>}
          </div>
        </form>
      </FieldErrors>
    </div>
  );
}

type RowsProps = {
  items: readonly string[];
  keep: (items: readonly string[]) => void;
  edit: (item: string) => void;
};

function PhraseRows({ items, keep, edit }: RowsProps) {
  const up = (index: number) => {
    const moved = [...items];
    moved.splice(index - 1, 0, ...moved.splice(index, 1));
    keep(moved);
  };
  if (items.length === 0) return <p className="quiet">您还没有常用意见。</p>;
  return (
    <ul className="rows">
      {items.map((item, index) => (
        <li key={item} className="row">
          <p className="opinion">{item}</p>
          <div className="phrase-acts">
            <Button size="small" disabled={index === 0} aria-label={`上移 ${item}`} onClick={() => up(index)}>
              上移
            </Button>
            <Button size="small" aria-label={`修改 ${item}`} onClick={() => edit(item)}>
              修改
            </Button>
            <Button
              size="small"
              aria-label={`删除 ${item}`}
              onClick={() => keep(items.filter((one) => one !== item))}
            >
              删除
            </Button>
          </div>
        </li>
      ))}
    </ul>
  );
}
