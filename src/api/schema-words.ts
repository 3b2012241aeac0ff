import type { z } from 'zod';

type Issue = z.core.$ZodRawIssue;

const isText = ({ origin }: { origin: string }): boolean => origin === 'string';
const isList = ({ origin }: { origin: string }): boolean => origin === 'array' || origin === 'set';

/** What is wrong with a field whose schema does not say it itself, in the words of this house. */
export function saysOf(issue: Issue): string {
  switch (issue.code) {
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    case 'invalid_type':
      return issue.input === undefined ? '不得为空' : '格式有误';
    case 'invalid_value':
      return issue.input === undefined ? '不得为空' : '须为所列各项之一';
    default:
      return '格式有误';
  }
}

function tooSmall(issue: Extract<Issue, { code: 'too_small' }>): string {
  const least = String(issue.minimum);
  if (isText(issue)) return least === '1' ? '不得为空' : `不得少于 ${least} 字`;
  if (isList(issue)) return least === '1' ? '不得为空' : `不得少于 ${least} 项`;
  return `不得小于 ${least}`;
}

function tooBig(issue: Extract<Issue, { code: 'too_big' }>): string {
  const most = String(issue.maximum);
  if (isText(issue)) return `不得超过 ${most} 字`;
  return isList(issue) ? `不得超过 ${most} 项` : `不得大于 ${most}`;
}
