import type { TaskDetail, TaskEnd } from '../../schemas.js';
import type { Problem } from '../api.js';
import { moment } from '../format.js';

/** What the reader of the page is and may; `now` is who the browser is signed in as by this time. */
type Reader = { id: string; now: { id: string; name: string } | undefined; refused: Problem | null };

const NOT_SENT = '您的意见未提交。';

function howItEnded({ by, at, decision, decisionLabel, kindLabel }: TaskEnd, reader: string): string {
  if (decisionLabel === null || decision === 'withdraw')
    return `本环节已由${by.name}于${moment(at)}${kindLabel}，不再办理，${NOT_SENT}`;
  // An answer that was lost on the way may have arrived; or it was given in another window.
  if (by.id === reader)
    return `本环节已由您本人于${moment(at)}办理（${decisionLabel}），以“办理经过”中的记录为准。`;
  return `本环节已由${by.name}于${moment(at)}办理（${decisionLabel}），${NOT_SENT}`;
}

/** Why a task can no longer be decided on this page, in a sentence; null while it can. */
export function whyClosed({ end, task, permissions }: TaskDetail, reader: Reader): string | null {
  if (reader.now && reader.now.id !== reader.id) return `本浏览器已改由${reader.now.name}登录，${NOT_SENT}`;
  if (reader.refused?.status === 403 || reader.refused?.status === 404)
    return `您现在无权查看本任务，${NOT_SENT}`;
  if (permissions.decide.length > 0) return null;
  if (end) return howItEnded(end, reader.id);
  if (task.assignee && task.assignee.id !== reader.id)
    return `本环节现由${task.assignee.name}办理，${NOT_SENT}`;
  return `本环节现在不能由您办理，${NOT_SENT}`;
}
