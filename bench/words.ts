/** The figures for people. Pure. */
import type { Bare } from './bare/baseline.js';
import type { Spread } from './figures.js';
import type { KillReport } from './kill.js';
import type { Level } from './load.js';
import type { Mark } from './marks.js';
import type { Report } from './measure.js';
import type { Seeded } from './seed.js';

/** A bench in words. */
export function describeReport(report: Report): string {
  const { atPersonsPace: pace, bare, diskBytesPerApproval: disk, machine } = report;
  return [
    `${machine.platform}，${String(machine.cores)} 核 · cores，Node ${machine.node}；` +
      `负载 · load average ${report.loadAverageBefore.join(' ')} → ${report.loadAverageAfter.join(' ')}`,
    ...(report.seeded ? describeSeeded(report.seeded) : []),
    '',
    '整次审批（启动、三人办理、读回全部记录）· Whole approvals',
    ...report.levels.flatMap(describeLevel),
    '',
    `一个人的节奏（间隔 ${String(pace.gapMs)} ms）· At a person's pace`,
    `  办理 · decision p50 ${ms(pace.decision.p50Ms)}, p99 ${ms(pace.decision.p99Ms)}` +
      `（启动 start ${ms(pace.start.p50Ms)}，填报 submit ${ms(pace.submit.p50Ms)}，` +
      `审核 review ${ms(pace.review.p50Ms)}，批准 approve ${ms(pace.approve.p50Ms)}）`,
    `  下一人的列表立即可见 · next task seen ${seen(pace.nextTask)}`,
    '',
    '裸流程（三个 Update）· The bare workflow',
    ...(bare
      ? [
          ...describeBare(
            '普通活动加检索属性 · ordinary activities, search attributes',
            bare.ordinaryActivities,
          ),
          ...describeBare('本地活动 · local activities', bare.localActivities),
          `  之比 · ratioToBare ${plain(report.ratioToBare)}，对本地活动 · to local ${plain(report.ratioToBareLocal)}`,
        ]
      : ['  （无可用的 Temporal · no Temporal to run it on）']),
    '',
    `内存 · memory (MiB)：${table(report.rssMib)}`,
    `磁盘 · disk (B per approval)：${disk ? table({ ...disk }) : '—'}`,
    `重启至首次审批 · restart to first approval (s)：${describeSpread(report.restartToFirstApprovalSeconds)}`,
    '',
    '指标 · Marks',
    ...report.marks.map(describeMark),
  ].join('\n');
}

function describeSeeded(seeded: Seeded): string[] {
  const { resumed, approvalMeanwhile: meanwhile } = seeded;
  return [
    '',
    '存入的案件 · Cases on file first',
    `  存入 · filed in ${String(seeded.fileSeconds)} s；` +
      `重新开始 · resumed in ${String(seeded.resumeSeconds)} s：` +
      `${String(resumed.started)} / ${String(resumed.open)} 个程序 · procedures，` +
      `未接手 · waiting ${String(resumed.waiting)}`,
    `  其间的审批 · an approval meanwhile p50 ${ms(meanwhile.p50Ms)}, p99 ${ms(meanwhile.p99Ms)}, ` +
      `最慢 · slowest ${ms(seeded.slowestMeanwhileMs)}；其后 · right after ${ms(seeded.approvalAfterMs)}`,
  ];
}

function describeLevel(level: Level): string[] {
  const { clients, approvalsPerSecond, decision, approval, nextTask } = level;
  return [
    `  ${String(clients)} 个客户端 · clients：${describeSpread(approvalsPerSecond)} /s`,
    `    办理 · decision p50 ${ms(decision.p50Ms)}, p99 ${ms(decision.p99Ms)}；` +
      `审批 · approval p50 ${ms(approval.p50Ms)}, p99 ${ms(approval.p99Ms)}`,
    `    CPU (ms per approval)：${table(level.cpuMsPerApproval)}；他用 · others ${plain(level.otherCores)} 核 · cores`,
    `    下一人的列表立即可见 · next task seen ${seen(nextTask)}；` +
      `不完整 · incomplete ${String(level.incompleteReadBacks)}${level.firstFaults.length > 0 ? ` (${level.firstFaults.join('; ')})` : ''}；` +
      `重发 · repeated ${String(level.repeatedActs)}`,
    `    未投递的信 · letters pending at the end ${plain(level.lettersPendingAtEnd)}，` +
      `投完 · delivered after ${plain(level.secondsToLastLetter)} s`,
  ];
}

const describeBare = (name: string, bare: Bare): string[] => [
  `  ${name}：${describeSpread(bare.approvalsPerSecond)} /s，p50 ${ms(bare.update.p50Ms)}，` +
    `CPU ${table(bare.cpuMsPerApproval)}`,
];

function describeMark({ label, unit, bound, wanted, measured, met }: Mark): string {
  const sign = met === null ? '?' : met ? '✓' : '✗';
  const value = measured === null ? '—' : String(Math.round(measured * 100) / 100);
  return `  ${sign} ${label}：${value} ${unit}（${bound === 'atLeast' ? '≥' : '≤'} ${String(Math.round(wanted * 10) / 10)}）`;
}

/** The kills in words. */
export function describeKills(report: KillReport): string {
  const { findings } = report;
  return [
    `${String(report.clients)} 个客户端 · clients，${String(report.cases)} 件案件 · cases，` +
      `${String(report.acts)} 次办理 · acts，重发 · repeated ${String(report.repeatedActs)}；` +
      `负载 · load average ${report.loadAverageBefore.join(' ')} → ${report.loadAverageAfter.join(' ')}`,
    ...report.kills.map(
      ({ part, secondsToNextAnswer }) =>
        `  kill -9 ${part}：${String(secondsToNextAnswer)} s 后又有答复 · to the next answer`,
    ),
    `丢失 · lost ${String(report.lost)}，重复 · doubled ${String(report.doubled)}，` +
      `残缺 · torn ${String(report.torn)}；记录链 · chains ${report.ledgerIsWhole ? '完整 · whole' : '不完整 · NOT whole'}`,
    ...[...findings.lost, ...findings.doubled, ...findings.torn].map((words) => `  - ${words}`),
  ].join('\n');
}

const ms = (value: number | null): string => (value === null ? '—' : `${String(value)} ms`);
const plain = (value: number | null): string => (value === null ? '—' : String(value));

const describeSpread = ({ median, lowest, highest, runs }: Spread): string =>
  median === null
    ? '—'
    : `${String(median)}（${String(lowest)}–${String(highest)}，${String(runs.length)} 次 · runs）`;

const seen = ({ looked, seen: shown }: Level['nextTask']): string => `${String(shown)}/${String(looked)}`;

const table = (values: Readonly<Record<string, number | null>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${plain(value)}`)
    .join(', ');
