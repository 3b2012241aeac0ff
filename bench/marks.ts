/** What the service is meant to do on two shared cores, and whether it did. Pure. */
import type { Report } from './measure.js';

/** One mark. `measured` null: it could not be measured here. */
export interface Mark {
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly bound: 'atLeast' | 'atMost';
  readonly wanted: number;
  readonly measured: number | null;
  readonly met: boolean | null;
}

type Measured = Omit<Report, 'marks'>;

interface Row {
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly bound: Mark['bound'];
  readonly wanted: number;
  readonly of: (report: Measured) => number | null;
}

const MEMORY_MIB = 1.2 * 1024;

const rows: readonly Row[] = [
  {
    key: 'ratioToBare',
    label: '与裸流程之比 · ratio to the bare workflow',
    unit: '×',
    bound: 'atLeast',
    wanted: 1.2,
    of: ({ ratioToBare }) => ratioToBare,
  },
  {
    key: 'approvalsPerSecondAt16Clients',
    label: '16 个客户端的吞吐 · approvals at 16 clients',
    unit: '/s',
    bound: 'atLeast',
    wanted: 24,
    of: ({ levels }) => levels.find(({ clients }) => clients === 16)?.approvalsPerSecond.median ?? null,
  },
  {
    key: 'decisionP50AtPersonsPaceMs',
    label: "一个人的节奏下一次办理 · a decision at a person's pace, p50",
    unit: 'ms',
    bound: 'atMost',
    wanted: 30,
    of: ({ atPersonsPace }) => atPersonsPace.decision.p50Ms,
  },
  {
    key: 'nextTaskShare',
    label: '下一人的列表立即可见 · next task in the very next list',
    unit: '',
    bound: 'atLeast',
    wanted: 1,
    of: ({ levels, atPersonsPace }) => {
      const looks = [...levels, atPersonsPace].map(({ nextTask }) => nextTask);
      const looked = looks.reduce((sum, look) => sum + look.looked, 0);
      return looked === 0 ? null : looks.reduce((sum, look) => sum + look.seen, 0) / looked;
    },
  },
  {
    key: 'rssMib',
    label: '全部进程的内存 · memory of all processes',
    unit: 'MiB',
    bound: 'atMost',
    wanted: MEMORY_MIB,
    of: ({ rssMib }) => rssMib['total'] ?? null,
  },
  {
    key: 'diskBytesPerApproval',
    label: '每次审批占用磁盘 · on disk per approval',
    unit: 'B',
    bound: 'atMost',
    wanted: 24_000,
    of: ({ diskBytesPerApproval }) => diskBytesPerApproval?.total ?? null,
  },
  {
    key: 'restartToFirstApprovalSeconds',
    label: '重启至首次审批 · restart to first approval',
    unit: 's',
    bound: 'atMost',
    wanted: 5,
    of: ({ restartToFirstApprovalSeconds }) => restartToFirstApprovalSeconds.median,
  },
  {
    key: 'incompleteReadBacks',
    label: '读回不完整的记录 · incomplete records read back',
    unit: '',
    bound: 'atMost',
    wanted: 0,
    of: ({ levels, atPersonsPace }) =>
      [...levels, atPersonsPace].reduce((sum, one) => sum + one.incompleteReadBacks, 0),
  },
];

/** Every mark against what was measured. */
export const marksOf = (report: Measured): Mark[] =>
  rows.map(({ of, ...row }) => {
    const measured = of(report);
    return { ...row, measured, met: measured === null ? null : isMet(row.bound, measured, row.wanted) };
  });

const isMet = (bound: Mark['bound'], measured: number, wanted: number): boolean =>
  bound === 'atLeast' ? measured >= wanted : measured <= wanted;
