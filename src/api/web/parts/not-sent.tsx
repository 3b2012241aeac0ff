import { Alert } from 'antd';
import { useEffect, useRef } from 'react';
import { CopyButton } from './copy-button.js';

/**
 * Beside what somebody was typing: why it can no longer be sent. It takes the focus, because the field that
 * had it takes no more.
 */
export function NotSent({ sentence, label, words }: { sentence: string; label: string; words: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
    box.current?.scrollIntoView({ block: 'center' });
  }, [sentence]);
  return (
    <div ref={box} tabIndex={-1}>
      <Alert
        role="alert"
        type="warning"
        showIcon
        title={sentence}
        description={words.trim() !== '' && <CopyButton label={label} words={words} />}
      />
    </div>
  );
}
