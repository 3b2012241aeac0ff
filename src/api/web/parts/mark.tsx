const marks = {
  overdue: { label: '超期', explains: '期限已过，尚未办理' },
  late: { label: '逾期补报', explains: '在期限届满之后办理' },
  lateEntry: { label: '迟报', explains: '启动之后超过规定时限才登记，已说明原因' },
  provisional: {
    label: '暂定',
    explains: '该年度节假日安排尚未公布，期限按周末和法定节日暂算，公布后将重新计算并通知',
  },
  provisionalTerms: { label: '含暂定期限', explains: '有期限所涉年度的节假日安排尚未公布，见案件页面的期限' },
  emergency: { label: '紧急启动', explains: '情况紧急，先启动程序、后补报（第九条）' },
  terminated: { label: '已终止', explains: '程序已终止' },
} as const;

/** A word about a matter or a task; its explanation is part of it for screen readers and shown on hover. */
export function Mark({ kind }: { kind: keyof typeof marks }) {
  const { label, explains } = marks[kind];
  return (
    <span title={explains} className={`mark mark-${kind}`}>
      {label}
      <span className="unseen">：{explains}</span>
    </span>
  );
}
