import { Button } from 'antd';
import { useState } from 'react';
import { copy } from '../clipboard.js';

/** Copies `words`, and says whether it did. */
export function CopyButton({ label, words }: { label: string; words: string }) {
  const [done, setDone] = useState<boolean | null>(null);
  return (
    <span className="copy">
      <Button size="small" onClick={() => void copy(words).then(setDone)}>
        {label}
      </Button>
      <span role="status">{done === null ? '' : done ? '已复制' : '没有复制成，请选中文字自行复制。'}</span>
    </span>
  );
}
