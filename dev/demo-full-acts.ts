/** The story of a whole case: who does what, by which door, and what is on file in the end. Data. */
import { seededCalendar } from '../src/workflows/law/calendar-seed.js';
import { deadline } from '../src/workflows/law/deadline.js';
import { shanghaiDay } from '../src/workflows/law/moments.js';
import { periods } from '../src/workflows/law/periods.js';
import { NOW, type Act, type Ends, type Form, type FullStory } from './demo-full-story.js';

/** 李建平、王晓燕 handle it, 赵国栋 reviews, 周明远 approves; 孙丽华 of another unit chairs the hearing. */
const clerk = 'clerk-1';
const officer = 'officer-1';
const officers = ['officer-1', 'officer-2'];
const head = 'head-1';
const chair = 'head-2';
const leader = 'leader-1';
const leaders = ['leader-1', 'leader-2'];
const legal = 'legal-1';

/** Who reads the record: of the unit, and may see both matters. */
export const READER = clerk;

/** The register's part: the recorder the officers carry. */
export const OFFICE = {
  administrator: 'administrator-1',
  device: {
    id: 'recorder-01',
    name: '执法记录仪一号',
    type: 'bodyCamera',
    serial: 'ZF-2026-001',
    holder: officer,
    unit: 'construction',
    use: 'onSite',
    calibration: null,
  },
} as const;

const PARTIES = ['华阴市某建设公司', '某劳务施工队'] as const;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Fields = Partial<Omit<Act, 'person' | 'does' | 'opinion'>>;
const act =
  (door: Act['door'], more: Fields = {}) =>
  (person: string, procedure: string, does: string, opinion: string, fields: Fields = {}): Act => ({
    chain: 'case',
    ...more,
    ...fields,
    person,
    door,
    procedure,
    does,
    opinion,
  });

const opens = act('procedures');
const files = act('records');
const files2 = act('records', { officers });
const submits = act('tasks', { decision: 'submit' });
const agrees = act('tasks', { decision: 'agree' });

/** 审核、批准 of what has been submitted. */
const approval = (procedure: string, subject: string, what: string, fields: Fields = {}): Act[] => [
  agrees(head, procedure, `审核${what}`, '事实清楚，材料齐全，同意报批', {
    ...fields,
    step: `${subject}/review/1`,
  }),
  agrees(leader, procedure, `批准${what}`, '同意', { ...fields, step: `${subject}/approve/1` }),
];

const signed = { signing: 'signed' } as const;
const shown = { certificatesShown: '两名执法人员均已出示执法证件' } as const;
const penalty: Form = { penaltyKind: 'fine', fine: 2_000_000, basisKeys: ['constructionWithoutPermit'] };

const complaint: readonly Act[] = [
  {
    ...act('matters')(
      clerk,
      'complaint',
      '登记实名举报：工地没有施工许可证',
      '实名举报，按规定登记，转承办人核查',
    ),
    chain: 'complaint',
    form: {
      receivedAt: NOW,
      channel: 'telephone',
      realName: 'realName',
      complainant: '某居民',
      complainantContact: '（依法保密）',
      complaint: '某建设公司在建工地没有施工许可证，夜间施工',
    },
    start: {
      title: '举报未取得施工许可证擅自施工',
      unit: 'construction',
      people: { handlers: officers, approvers: [leader] },
    },
  },
  submits(officer, 'complaint', '核查线索', '现场在建，未能出示施工许可证，建议启动执法程序', {
    chain: 'complaint',
    step: 'verification-report/submit/1',
    form: {
      officers,
      verifiedAt: NOW,
      course: '到举报所称工地核查',
      findings: '主体结构正在施工，施工单位未能出示施工许可证',
      conclusion: 'suspected',
      proposal: 'start',
      reasons: '涉嫌违反建筑法，属本局管辖，在追责时效内',
    },
  }),
  submits(officer, 'complaint', '提出处理意见', '需要查处，建议启动执法程序', {
    chain: 'complaint',
    step: 'complaint-outcome/submit/1',
    form: { result: 'start', reasons: '核查属实，需要查处' },
  }),
  ...approval('complaint', 'complaint-outcome', '投诉举报的处理', { chain: 'complaint' }),
];

const start: readonly Act[] = [
  act('cases')(clerk, 'case-initiation', '提起程序启动，写明来源于该举报', '', {
    start: {
      title: '某建设公司未取得施工许可证擅自施工',
      cause: '举报并经核查：未取得施工许可证擅自施工',
      party: { name: PARTIES[0], kind: 'organisation', representative: '某经理', address: '华阴市某路 1 号' },
      unit: 'construction',
      people: { handlers: officers, approvers: [leader], legalOffice: [legal] },
      sourceOfCase: '投诉举报（{complaint}）',
      arisesFrom: '{complaint}',
      suspectedProvision: '建筑法第六十四条',
    },
  }),
  opens(officer, 'investigation', '未经批准即要求调查取证', '尽快取证', {
    refused: { code: 'startNotApproved', says: [] },
  }),
  submits(officer, 'case-initiation', '填写程序启动审批表', '举报属实，建议启动程序', {
    step: 'initiation-form/submit/1',
    form: { causeOfInitiation: '举报并经核查：未取得施工许可证擅自施工', partyParticulars: PARTIES[0] },
  }),
  ...approval('case-initiation', 'initiation-form', '程序启动'),
  submits(officer, 'complaint', '填报由举报启动的案件', '案件已启动，举报办结', {
    chain: 'complaint',
    step: 'case-link/submit/1',
    form: { caseNumber: '{case}' },
  }),
  files(officer, 'enforcement-case', '登记第二名当事人', '经查，实际施工的是另一单位，一并列为当事人', {
    document: 'partyParticulars',
    form: {
      name: PARTIES[1],
      partyKind: 'organisation',
      representative: '某队长',
      address: '华阴市某村',
      domicile: 'inChina',
    },
  }),
];

const investigation: readonly Act[] = [
  opens(officer, 'investigation', '开始调查取证', '程序启动已经批准，开始调查'),
  ...(['1', '2'] as const).map((party) =>
    files2(
      officer,
      'investigation',
      `向当事人${party}告知陈述、申辩、申请回避的权利`,
      '当场告知，当事人签名',
      {
        document: 'rightsToldRecord',
        form: {
          toldAt: NOW,
          party,
          person: '负责人',
          method: 'inRecord',
          statement: 'told',
          defence: 'told',
          recusal: 'told',
          hearing: 'notNow',
        },
        attaches: ['权利告知.pdf'],
      },
    ),
  ),
  opens(officer, 'recording-custody/1', '开始现场检查的音像记录，即时登记', '以执法记录仪一号录制', {
    form: recording('inspection'),
  }),
  files2(officer, 'investigation', '现场检查，制作笔录', '现场检查情况属实，当事人签名', {
    name: 'inspection',
    document: 'inspectionRecord',
    form: {
      ...shown,
      ...signed,
      inspectedAt: NOW,
      place: '华阴市某路 1 号工地',
      findings: '主体结构施工至第三层，不能出示施工许可证；现场有施工日志一册',
      measurements: ['照片 1 至 6 号'],
      recordingMade: 'made',
      recordingIds: ['recording-custody/1'],
    },
    attaches: ['现场检查笔录.pdf'],
  }),
  ...stored(1, '现场检查'),
  opens(
    officer,
    'evidence-preservation/1',
    '报请先行登记保存施工日志',
    '施工日志可能被转移，建议先行登记保存',
    {
      form: { reasons: '施工日志可能被转移', objects: ['施工日志一册'], form: '就地登记保存' },
    },
  ),
];

function recording(of: string): Form {
  return {
    source: 'ownDevice',
    device: OFFICE.device.id,
    recordedBy: [officer],
    act: of,
    startedAt: NOW,
    progress: 'running',
  };
}

/** 录制完成 and its storing within the 24 hours. */
function stored(number: number, what: string): Act[] {
  const procedure = `recording-custody/${String(number)}`;
  return [
    submits(officer, procedure, `登记${what}录制完成`, '录制完成', {
      step: 'recording-end/submit/1',
      form: { endedAt: NOW },
    }),
    submits(officer, procedure, `将${what}的音像记录存入系统`, '已存入系统，未自行保管', {
      step: 'recording-storing/submit/1',
      form: { place: 'system' },
      attaches: [`${what}.wav`],
    }),
  ];
}

/** 先行登记保存, to the report. */
const secured = (now: number): Act[] => [
  ...approval('evidence-preservation/1', 'preservation-form', '先行登记保存'),
  submits(officer, 'evidence-preservation/1', '实施先行登记保存，开具通知书', '当场清点，交付通知书', {
    step: 'preservation-notice/submit/1',
    form: {
      ...signed,
      reasons: '施工日志可能被转移',
      place: '就地保存于项目部',
      duty: '保存期间不得销毁或者转移',
      preservedAt: NOW,
      dueDay: deadline(periods.evidencePreservation, now, calendarOf(now)).lastDay ?? '',
    },
    attaches: ['先行登记保存通知书.pdf'],
  }),
  files2(officer, 'evidence-preservation/1', '制作先行登记保存证据清单', '当场清点，当事人签名', {
    document: 'preservationList',
    form: { ...signed, items: ['施工日志一册'] },
    attaches: ['先行登记保存证据清单.pdf'],
  }),
  submits(officer, 'evidence-preservation/1', '提出处理意见', '已复制取证，原件退还', {
    step: 'preservation-disposition/submit/1',
    form: {
      outcome: 'copyAndReturn',
      items: ['施工日志一册'],
      reasons: '复制件足以证明，原件退还',
      decidedAt: NOW,
    },
  }),
  ...approval('evidence-preservation/1', 'preservation-disposition', '先行登记保存证据的处理'),
  opens(officer, 'penalty-notice/1', '调查未终结即要求告知处罚', '拟处罚款', {
    form: notice,
    refused: { code: 'requirementsMissing', says: ['案件调查终结报告'] },
  }),
  submits(officer, 'investigation', '写出案件调查终结报告', '事实清楚，证据充分，建议给予行政处罚', {
    step: 'investigation-report/submit/1',
    form: {
      facts: '未取得施工许可证擅自施工',
      proposal: '处罚款二万元',
      proposalKind: 'penalty',
      evidenceRecords: ['{inspection}'],
      endedAt: NOW,
    },
  }),
  ...approval('investigation', 'investigation-report', '调查终结报告'),
];

const notice: Form = {
  ...penalty,
  intendedPenalty: '罚款人民币二万元',
  facts: '未取得施工许可证擅自施工',
  reasons: '违法事实清楚，证据充分',
  basis: '建筑法第六十四条',
  defenceRight: '可以自收到本告知书之日起五个工作日内陈述、申辩',
  hearingRight: '可以自收到本告知书之日起五个工作日内要求听证',
  hearingOffered: 'offered',
  parties: ['1', '2'],
};

/** 直接送达 of a document on one of the parties, who signs. */
const served = (service: string, document: string, party: 1 | 2, servedAt: number | string = NOW): Act =>
  files2(officer, service, `向${PARTIES[party - 1] ?? ''}直接送达${document}`, '受送达人当场签收', {
    document: 'proofOfDirectService',
    form: {
      ...shown,
      documentNameAndNumber: document,
      recipient: PARTIES[party - 1] ?? '',
      place: '受送达人住所',
      reasonForMethod: '能够直接送达',
      servedAt,
      signer: 'legalRepresentative',
    },
    attaches: ['送达回证.pdf'],
  });

const gives = (party: string, document: string, what: string, words: string): Act =>
  files(officer, 'penalty-notice/1', what, '当事人书面声明，签名盖章', {
    document,
    form: { party, waivedAt: NOW, words },
    attaches: ['声明.pdf'],
  });

/** 告知 and its service on both. */
const noticed = (now: number): Act[] => [
  opens(
    officer,
    'penalty-notice/1',
    '告知拟作出的处罚和陈述、申辩、听证的权利',
    '拟处罚款二万元，报请批准告知',
    {
      name: 'notice',
      form: notice,
    },
  ),
  ...approval('penalty-notice/1', 'penalty-notice', '行政处罚意见告知书'),
  {
    ...served('service/penalty-notice-1-{notice}-1', '行政处罚意见告知书', 1, now - 8 * DAY_MS),
    does: '把送达日期写成告知书批准之前，以缩短申辩期限',
    refused: { code: 'requirementsMissing', says: ['不早于文书作出之日'] },
  },
  served('service/penalty-notice-1-{notice}-1', '行政处罚意见告知书', 1),
  served('service/penalty-notice-1-{notice}-2', '行政处罚意见告知书', 2),
  opens(officer, 'decision', '期限未满、未听取申辩即要求作出决定', '尽快处罚', {
    refused: { code: 'requirementsMissing', says: ['陈述、申辩的期限', '听证'] },
  }),
];

const answered: readonly Act[] = [
  files2(officer, 'penalty-notice/1', '听取第一当事人的陈述、申辩，制作笔录', '当事人陈述、申辩，笔录签名', {
    name: 'defence',
    document: 'defenceRecord',
    form: {
      ...shown,
      ...signed,
      party: '1',
      heardAt: '在本局',
      receivedAt: NOW,
      facts: '已申请施工许可',
      reasons: '工期紧，请求从轻',
      evidence: ['申请受理通知'],
    },
    attaches: ['陈述申辩笔录.pdf'],
  }),
  submits(head, 'penalty-notice/1', '复核当事人的陈述、申辩', '已逐项复核', {
    step: 'defence-review-{defence}/submit/1',
    form: {
      pointsRaised: '已申请施工许可，请求从轻',
      adopted: 'notAdopted',
      reasons: '申请受理不等于取得许可，已按最低档裁量',
    },
  }),
  files(officer, 'penalty-notice/1', '登记第一当事人要求听证', '在期限内提出，应当组织听证', {
    document: 'hearingRequest',
    form: { party: '1', receivedAt: NOW, form: 'written', request: '对事实有异议' },
    attaches: ['听证申请书.pdf'],
  }),
  gives('1', 'defenceWaiver', '登记第一当事人声明陈述、申辩已毕', '已当面陈述、申辩完毕，放弃剩余期限'),
  gives('2', 'defenceWaiver', '登记第二当事人放弃陈述、申辩', '对拟处罚无异议，放弃陈述、申辩'),
  gives('2', 'hearingWaiver', '登记第二当事人放弃听证', '不要求听证'),
];

const announced = (now: number): Act[] => [
  submits(leader, 'hearing/1', '指定听证主持人和记录人', '指定非本案调查人员主持', {
    step: 'hearing-appointment/submit/1',
    form: { chair: [chair], recorder: ['clerk-2'], publicity: 'open' },
  }),
  submits(chair, 'hearing/1', '确定听证时间、地点，制作听证通知书', '七个工作日前通知', {
    name: 'hearingNotice',
    step: 'hearing-notice/submit/1',
    form: {
      hearingAt: hearingDay(now),
      place: '本局听证室',
      chair: '孙丽华',
      chairPerson: [chair],
      challenge: '认为主持人与本案有直接利害关系的，有权申请回避',
      agents: '可以委托一至二人代理',
      absence: '无正当理由拒不出席或者中途退出的，视为放弃听证权利',
    },
  }),
  served('service/hearing-1-{hearingNotice}-1', '听证通知书', 1),
];

const calendarOf = (now: number) => {
  const year = new Date(now).getUTCFullYear();
  return seededCalendar(year - 1, year + 1);
};

/** 举行听证的七日前: at ten on the working day after the seven have run. */
function hearingDay(now: number): number {
  const { hearingNotice } = periods;
  const eight = { ...hearingNotice, length: hearingNotice.length + 1 };
  return deadline(eight, now, calendarOf(now)).latest.at + 1 - 14 * HOUR_MS;
}

const withdrawn: readonly Act[] = [
  files(
    officer,
    'hearing/1',
    '登记第一当事人撤回听证要求（听证须在七个工作日之后，演示不缩短期限）',
    '当事人书面撤回，听证终止',
    {
      document: 'hearingWaiver',
      form: { party: '1', waivedAt: NOW, words: '撤回听证要求' },
      attaches: ['撤回听证声明.pdf'],
    },
  ),
];

const held: readonly Act[] = [
  opens(officer, 'recording-custody/2', '开始听证的音像记录，即时登记', '以执法记录仪一号录制', {
    form: recording('hearing'),
    notBefore: { act: 'hearingNotice', field: 'hearingAt', why: '听证在通知的时间举行' },
  }),
  submits(chair, 'hearing/1', '主持听证，制作听证笔录', '听证依法举行，当事人对笔录签名', {
    step: 'hearing-record/submit/1',
    form: {
      ...signed,
      participants: [PARTIES[0], '调查人员'],
      caseOfInvestigators: '未取得施工许可证擅自施工，建议罚款二万元',
      defence: '已申请许可，请求从轻',
      examination: '对现场检查笔录和音像记录质证，无异议',
      startedAt: NOW,
      endedAt: NOW,
      evidenceRecords: ['{inspection}'],
      recordingMade: 'made',
      recordingIds: ['recording-custody/2'],
    },
    attaches: ['听证笔录.pdf'],
  }),
  ...stored(2, '听证'),
  submits(chair, 'hearing/1', '写出听证报告', '事实清楚，建议按告知的处罚作出决定', {
    step: 'hearing-report/submit/1',
    form: { course: '依法举行', findings: '未取得施工许可证擅自施工', advice: '按告知的处罚作出决定' },
  }),
  submits(officer, 'penalty-notice/1', '各当事人期限均已届满，办结告知', '期限均已届满，办结', {
    step: 'notice-closing/submit/1',
  }),
];

/** 起草 and its review in the unit. */
const drafted = (now: number): Act[] => [
  opens(officer, 'decision', '进入审查决定', '告知、申辩、听证均已办毕'),
  submits(officer, 'decision', '审查时效、能力、一事不再罚、从轻减轻', '在时效内，无不予处罚情形', {
    step: 'substance-review/submit/1',
    form: {
      violationEnded: shanghaiDay(now),
      continuing: 'continuing',
      discovered: shanghaiDay(now),
      gravity: 'ordinary',
      earlierFine: 'none',
      proven: 'proven',
      mitigation: 'none',
      age: 'organisation',
      capacity: 'full',
      reasons: '当事人为单位，无从轻减轻情形',
      discretion: '无可适用的裁量基准，参照同类案件',
    },
  }),
  submits(officer, 'decision', '起草决定，逐项链接证据', '拟罚款二万元', {
    step: 'draft/submit/1',
    form: {
      ...penalty,
      legalBasis: '建筑法第六十四条',
      evidence: ['现场检查笔录'],
      factors: '首次违法，现场配合',
      evidenceRecords: ['{inspection}'],
      proposal: 'penalty',
    },
  }),
  agrees(head, 'decision', '起草机构审查', '适用法律正确，同意送审', { step: 'draft/review/1' }),
];

/** 法制审核, 集体讨论, 负责人. */
const examined = (isHeld: boolean): Act[] => [
  submits(officer, 'decision', '送法制审核', '情节复杂，涉及多个法律关系，应当法制审核和集体讨论', {
    step: 'legal-submission/submit/1',
    form: {
      publicInterest: 'no',
      majorRights: isHeld ? 'yes' : 'no',
      complexRelations: 'yes',
      otherGround: 'yes',
      gravity: 'complex',
    },
  }),
  agrees(leader, 'decision', '未经法制审核即要求签批', '同意处罚', {
    step: 'draft/approve/1',
    refused: { code: 'legalReviewNotPassed', says: [] },
  }),
  submits(legal, 'decision', '法制审核', '主体适格，程序合法，裁量适当，审核通过', {
    step: 'legal-review/opinion/1',
    form: {
      opinion: '主体、权限、事实、适用法律、裁量、程序、文书均无不当',
      advice: '建议提请集体讨论',
      result: 'passed',
      qualification: 'qualified',
    },
  }),
  submits(officer, 'decision', '记录负责人集体讨论', '如实记录参加人员、意见和结果', {
    step: 'discussion-1/submit/1',
    form: {
      heldAt: NOW,
      attendees: leaders,
      views: '一致认为事实清楚，裁量适当',
      result: '罚款二万元',
      resultKind: 'penalty',
      penaltyKind: 'fine',
      fine: 2_000_000,
      subject: 'decision',
    },
  }),
  ...leaders.map((person, index) =>
    agrees(person, 'decision', '在集体讨论记录上签名', '同意罚款二万元', {
      step: `discussion-signature-1/signer-${String(index + 1)}/1`,
    }),
  ),
  agrees(leader, 'decision', '负责人签署意见', '同意，按集体讨论的决定作出处罚', {
    step: 'draft/approve/1',
  }),
];

const issued = (now: number): Act[] => [
  submits(officer, 'decision', '制作行政处罚决定书', '与经批准的草案一致', {
    step: 'penalty-decision/submit/1',
    form: {
      ...penalty,
      partyNameAndAddress: PARTIES.join('；'),
      factsAndEvidence: '未取得施工许可证擅自施工，有现场检查笔录、音像记录为证',
      typeAndBasis: '罚款，建筑法第六十四条',
      reasons: '申辩不能成立，理由见复核意见',
      performance: '自收到决定书之日起十五日内到指定银行缴纳',
      reviewRemedy: '自收到决定书之日起六十日内向华阴市人民政府申请行政复议',
      suitRemedy: '自收到决定书之日起六个月内向人民法院提起行政诉讼',
      agencyAndDate: '华阴市住房和城乡建设局，日期见印章处',
      parties: ['1', '2'],
      decidedAt: shanghaiDay(now),
      discretion: '无可适用的裁量基准，参照同类案件，从最低档',
      evidenceRecords: ['{inspection}'],
      additionalFineRate: '每日按罚款数额的百分之三',
    },
  }),
  submits(officer, 'decision', '核对完整后盖章', '内容完整，盖章', { step: 'stamp/submit/1' }),
];

const OTHER_WAYS = ['leaving', 'post', 'entrusted', 'electronic'] as const;
const TO_SECOND = 'service/decision-2';

const application: Fields = {
  document: 'publicNoticeApplication',
  form: {
    ground: 'whereaboutsUnknown',
    failedAttempts: ['直接送达：已搬离，去向不明'],
    medium: '本局网站和当事人住所地公告栏',
    reasons: '下落不明，其他方式均无法送达',
  },
  attaches: ['公告文稿.pdf'],
};

const delivered: readonly Act[] = [
  served('service/decision-1', '行政处罚决定书', 1),
  files(officer, TO_SECOND, '未经尝试即要求公告送达', '下落不明', {
    ...application,
    refused: { code: 'requirementsMissing', says: ['直接送达未成', '留置', '邮寄', '委托', '电子'] },
  }),
  files2(officer, TO_SECOND, '向第二当事人直接送达未成', '已搬离原址，去向不明', {
    document: 'serviceAttempt',
    form: {
      ...shown,
      method: 'direct',
      attemptedAt: NOW,
      place: '华阴市某村',
      outcome: 'moved',
      course: '住所已空，邻居称已搬离',
    },
  }),
  ...OTHER_WAYS.map((method) =>
    files(officer, TO_SECOND, '说明不能采用其他方式送达的理由', '当事人下落不明，不能采用该方式', {
      document: 'methodUnavailable',
      form: { method, reasons: '住所已空，下落不明，未签订电子送达确认书' },
    }),
  ),
  files(officer, TO_SECOND, '报请公告送达', '下落不明，其他方式均无法送达，报请公告', application),
  ...approval(TO_SECOND, 'public-notice-1', '公告送达'),
  files2(officer, TO_SECOND, '发出公告，三十日后视为送达', '已张贴、刊登，留存公告和音像记录', {
    document: 'publicNoticeRecord',
    form: {
      ...shown,
      documentNameAndNumber: '行政处罚决定书',
      recipient: PARTIES[1],
      ground: 'whereaboutsUnknown',
      failedAttempts: ['直接送达：已搬离，去向不明'],
      medium: '本局网站和当事人住所地公告栏',
      postedAt: NOW,
      reasonsAndCourse: '下落不明，于住所地张贴并在网站公告',
      domicile: 'inChina',
    },
    attaches: ['公告.pdf', '张贴公告.wav'],
  }),
];

const endings = (isHeld: boolean, noticeOver: boolean): Ends => ({
  'case-initiation': 'initiated',
  'enforcement-case': null,
  investigation: 'penalty',
  'recording-custody/1': 'stored',
  ...(isHeld ? { 'recording-custody/2': 'stored' } : {}),
  'evidence-preservation/1': 'disposed',
  'penalty-notice/1': isHeld ? 'hearingRequested' : null,
  'service/penalty-notice-1-{notice}-1': 'served',
  'service/penalty-notice-1-{notice}-2': 'served',
  'hearing/1': isHeld ? 'held' : 'withdrawn',
  'service/hearing-1-{hearingNotice}-1': 'served',
  decision: 'penalty',
  'service/decision-1': 'served',
  [TO_SECOND]: noticeOver ? 'served' : null,
});

/** Told on the day of `now` (epoch ms); `noticeOver`: the thirty days of the public notice have run. */
export const fullStory = (isHeld: boolean, now: number, noticeOver = false): FullStory => ({
  title: `从投诉举报到送达：一件未取得施工许可证的处罚案件（${isHeld ? '听证如期举行' : '当事人撤回听证要求'}）`,
  acts: [
    ...complaint,
    ...start,
    ...investigation,
    ...secured(now),
    ...noticed(now),
    ...answered,
    ...announced(now),
    ...(isHeld ? held : withdrawn),
    ...drafted(now),
    ...examined(isHeld),
    ...issued(now),
    ...delivered,
  ],
  ends: { complaint: { complaint: 'started' }, case: endings(isHeld, noticeOver) },
});
