type Matter = { open: boolean; terminated: boolean; outcomeLabel: string | null };

/** Where a case or a procedure stands: 办理中, 已办结（已批准启动）, 已终止（…）. */
export function standing({ open, terminated, outcomeLabel }: Matter): string {
  const word = open ? '办理中' : terminated ? '已终止' : '已办结';
  return outcomeLabel === null ? word : `${word}（${outcomeLabel}）`;
}
