/**
 * Where a paragraph or item is carried out: a procedure, a step of procedures or a table, and the test that
 * shows it; or, in `notYet`, what is still missing. There is no third possibility. When no `notYet` is
 * left, the work is done.
 */
export type Coverage =
  | { readonly carriedOutBy: CarriedOutBy; readonly notYet?: never }
  | { readonly notYet: string; readonly carriedOutBy?: never };

/**
 * The file that carries a sentence out, and the test whose title names its article. Paths from the
 * project's root.
 */
export type CarriedOutBy = { readonly test: string } & (
  { readonly procedure: string } | { readonly step: string } | { readonly table: string }
);

/** One item (项) of a paragraph. */
export type Item = Coverage & {
  /** The white space before it in the text as issued. */
  readonly before: string;
  /** （一） … */
  readonly label: string;
  readonly text: string;
};

/** One paragraph (款) of an article. */
export type Paragraph = Coverage & {
  readonly before: string;
  readonly text: string;
  readonly items: readonly Item[];
};

/** One article (条). */
export type Article = {
  readonly number: number;
  readonly before: string;
  /** 第一条 … */
  readonly heading: string;
  /** The white space between heading and text. */
  readonly gap: string;
  readonly paragraphs: readonly Paragraph[];
};

/** The two lines above the first article. */
export const regulationTitle = '华阴市住房和城乡建设局\n\n行政执法全过程记录制度';

/** What follows the last article. */
export const regulationEnding = '\n\n';

/**
 * The regulation, word for word, with the white space of the text as issued, so that the whole can be put
 * together again byte for byte. It carries no date of issue and no document number.
 */
export const articles = [
  {
    number: 1,
    before: '\n\n',
    heading: '第一条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text:
          '为推进住房城乡建设行政执法全过程记录制度建设，规范行政执法程序，促进我局行政执法严格、规范、公正、文明执法，保障公民、法人和其他社会组织合法权益，' +
          '根据有关法律法规规定，结合我局实际，制定本办法。',
        carriedOutBy: { table: 'src/workflows/law/edition.ts', test: 'test/law/edition.test.ts' },
        items: [],
      },
    ],
  },
  {
    number: 2,
    before: '\n\n',
    heading: '第二条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '本办法所称住房城乡建设行政执法，是指本局具有行政执法权的机关科室、依法受委托的行政执法单位（以下简称执法机构），依据法律、法规和规章实施的行政处罚、行政检查等行政行为。',
        carriedOutBy: {
          procedure: 'src/workflows/entrustment.ts',
          test: 'test/workflows/entrustment.test.ts',
        },
        items: [],
      },
    ],
  },
  {
    number: 3,
    before: '\n\n',
    heading: '第三条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '本办法所称全过程记录，是机关科室及其执法人员通过文字、音像等记录方式，对执法程序启动、调查取证、审查决定、送达执行、归档管理等行政执法整个过程进行跟踪记录的活动。',
        notYet:
          '程序启动、调查取证、审查决定和送达已全过程记录；执行（第二十七条至第二十九条）和归档（第三十条）的程序尚未实现',
        items: [],
      },
      {
        before: '\n\n',
        text: '文字记录方式包括向当事人出具的行政执法文书、调查取证相关文书、鉴定意见、专家论证报告、听证报告、内部程序审批表、送达回证等书面记录。',
        carriedOutBy: { table: 'src/workflows/law/documents.ts', test: 'test/law/documents.test.ts' },
        items: [],
      },
      {
        before: '\n\n',
        text: '音像记录方式包括采用照相、录音、录像、视频监控等方式进行的记录。',
        carriedOutBy: {
          procedure: 'src/workflows/recording-custody.ts',
          test: 'test/workflows/media-matrix.test.ts',
        },
        items: [],
      },
      {
        before: '\n\n',
        text: '文字与音像记录方式可同时使用，也可分别使用。本办法另有规定的按规定执行。',
        carriedOutBy: {
          table: 'src/workflows/law/media-matrix.ts',
          test: 'test/workflows/media-matrix.test.ts',
        },
        items: [],
      },
    ],
  },
  {
    number: 4,
    before: '\n\n',
    heading: '第四条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '机关科室及其执法人员，对住房城乡建设行政执法行为进行音像记录或者全过程音像记录，应采用照相机、录音机、摄像机、执法记录仪、手持执法终端和视频监控等音像记录设备。',
        carriedOutBy: { table: 'src/workflows/law/devices.ts', test: 'test/api/devices.test.ts' },
        items: [],
      },
      {
        before: '\n\n',
        text: '音像记录设备配备坚持厉行节约、从严控制、性能先进、设备配备与履职需要相适应的基本原则，严禁配置与本单位执法业务无关的音像记录设备。',
        carriedOutBy: { table: 'src/workflows/law/devices.ts', test: 'test/api/devices.test.ts' },
        items: [],
      },
    ],
  },
  {
    number: 5,
    before: '\n\n',
    heading: '第五条',
    gap: ' ',
    paragraphs: [
      {
        before: '',
        text: '住房城乡建设行政执法全过程记录应坚持合法、客观、公正的原则。',
        carriedOutBy: {
          table: 'src/workflows/law/record/gates.ts',
          test: 'test/workflows/media-matrix.test.ts',
        },
        items: [],
      },
      {
        before: '\n',
        text: '机关科室及其执法人员应根据住房城乡建设行政执法行为的性质、种类、现场、阶段不同，采取合法、适当、有效的方式和手段对执法全过程实施记录。',
        carriedOutBy: {
          table: 'src/workflows/law/media-matrix.ts',
          test: 'test/workflows/media-matrix.test.ts',
        },
        items: [],
      },
    ],
  },
  {
    number: 6,
    before: '\n\n    ',
    heading: '第六条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '本局应加强行政执法信息化建设，在行政执法信息系统中全过程进行文字、音像记录，提高执法效率和规范化水平。',
        carriedOutBy: {
          procedure: 'src/workflows/recording-custody.ts',
          test: 'test/workflows/media-matrix.test.ts',
        },
        items: [],
      },
    ],
  },
  {
    number: 7,
    before: '\n\n',
    heading: '第七条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '本局相关机关科室对职能范围内的行政执法全过程记录实行统一领导。',
        carriedOutBy: { table: 'src/api/policies.ts', test: 'test/api/supervision.test.ts' },
        items: [],
      },
      {
        before: '\n\n',
        text: '本局的法制机构负责对本系统行政执法全过程记录工作的监督、检查、指导和协调。',
        carriedOutBy: { step: 'src/workflows/steps/supervision.ts', test: 'test/api/supervision.test.ts' },
        items: [],
      },
      {
        before: '\n\n',
        text: '本局应根据执法需要配备相应的音像记录设备。',
        carriedOutBy: { table: 'src/workflows/law/devices.ts', test: 'test/api/devices.test.ts' },
        items: [],
      },
    ],
  },
  {
    number: 8,
    before: '\n',
    heading: '第八条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text:
          '机关科室对公民、法人或其他组织依法申请办理的事项，应依照有关法律法规和规章的规定对申请登记、口头申请、受理或不予受理、当场更正申请材料中的错误、' +
          '出具书面凭证或回执以及一次性告知申请人需补正的全部内容等予以记录。',
        carriedOutBy: { procedure: 'src/workflows/application.ts', test: 'test/workflows/receiving.test.ts' },
        items: [],
      },
      {
        before: '\n\n',
        text: '本局可在受理地点安装视频监控系统，实时记录受理、办理过程。',
        carriedOutBy: {
          procedure: 'src/workflows/recording-custody.ts',
          test: 'test/workflows/media-matrix.test.ts',
        },
        items: [],
      },
    ],
  },
  {
    number: 9,
    before: '\n\n',
    heading: '第九条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '机关科室职权启动一般程序行政执法的，由行政执法人员填写程序启动审批表，报本机关负责人批准。情况紧急的，可先启动行政执法程序，并在行政执法程序启动后24小时内补报。',
        carriedOutBy: {
          procedure: 'src/workflows/case-initiation.ts',
          test: 'test/workflows/case-initiation.test.ts',
        },
        items: [],
      },
      {
        before: '\n\n',
        text: '程序启动审批表应载明启动原因、当事人基本情况、承办人意见、承办机构意见和行政机关负责人意见。',
        carriedOutBy: {
          procedure: 'src/workflows/case-initiation.ts',
          test: 'test/workflows/case-initiation.test.ts',
        },
        items: [],
      },
    ],
  },
  {
    number: 10,
    before: '\n\n',
    heading: '第十条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text:
          '接到公民、法人或其他组织对违法行为投诉、举报的，需要查处的，及时启动执法程序，并进行相应记录；对实名投诉、举报，经审查不启动行政执法程序的，应依据相关法律、' +
          '法规和规章的规定告知投诉人、举报人，并将相关情况作书面记录。',
        carriedOutBy: { procedure: 'src/workflows/complaint.ts', test: 'test/workflows/receiving.test.ts' },
        items: [],
      },
    ],
  },
  {
    number: 11,
    before: '\n',
    heading: '第十一条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '行政执法人员应在相关调查笔录中对执法人员数量、姓名、执法证件编号及出示情况进行文字记录，并由当事人或有关在场人员签字或盖章。',
        carriedOutBy: {
          procedure: 'src/workflows/investigation.ts',
          test: 'test/workflows/investigation.test.ts',
        },
        items: [],
      },
    ],
  },
  {
    number: 12,
    before: '\n',
    heading: '第十二条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '行政执法人员在执法过程中对告知行政相对人陈述、申辩、申请回避、听证等权利的方式应进行记录。',
        carriedOutBy: {
          procedure: 'src/workflows/investigation.ts',
          test: 'test/workflows/investigation.test.ts',
        },
        items: [],
      },
    ],
  },
  {
    number: 13,
    before: '\n\n',
    heading: '第十三条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '调查、取证可采取以下方式进行文字记录：',
        carriedOutBy: {
          procedure: 'src/workflows/investigation.ts',
          test: 'test/workflows/investigation.test.ts',
        },
        items: [
          {
            before: '\n\n',
            label: '（一）',
            text: '询问当事人或证人，应制作询问笔录等文书；',
            carriedOutBy: {
              procedure: 'src/workflows/investigation.ts',
              test: 'test/workflows/investigation.test.ts',
            },
          },
          {
            before: '\n\n',
            label: '（二）',
            text: '向有关单位和个人调取书证、物证的，应制作调取证据通知书、证据登记保存清单等文书；',
            carriedOutBy: {
              procedure: 'src/workflows/investigation.ts',
              test: 'test/workflows/investigation.test.ts',
            },
          },
          {
            before: '\n\n',
            label: '（三）',
            text: '现场检查（勘验）等，应制作现场检查（勘验）笔录等文书；',
            carriedOutBy: {
              procedure: 'src/workflows/investigation.ts',
              test: 'test/workflows/investigation.test.ts',
            },
          },
          {
            before: '\n\n    ',
            label: '（四）',
            text: '抽样的，应制作抽查取样通知书及物品清单等文书；',
            carriedOutBy: {
              procedure: 'src/workflows/investigation.ts',
              test: 'test/workflows/investigation.test.ts',
            },
          },
          {
            before: '\n\n',
            label: '（五）',
            text: '听取当事人陈述和申辩的，应制作权利告知书、陈述申辩笔录等文书；',
            carriedOutBy: {
              procedure: 'src/workflows/penalty-notice.ts',
              test: 'test/workflows/penalty-notice.test.ts',
            },
          },
          {
            before: '\n\n',
            label: '（六）',
            text: '举行听证会的，应依照听证的规定制作听证全过程记录文书；',
            carriedOutBy: { procedure: 'src/workflows/hearing.ts', test: 'test/workflows/hearing.test.ts' },
          },
          {
            before: '\n\n',
            label: '（七）',
            text: '指定或委托法定的鉴定机构出具鉴定意见的，鉴定机构应出具鉴定意见书等文书；',
            carriedOutBy: {
              procedure: 'src/workflows/appraisal.ts',
              test: 'test/workflows/investigation.test.ts',
            },
          },
          {
            before: '\n\n',
            label: '（八）',
            text: '法律、法规和规章规定的其他调查方式。',
            carriedOutBy: {
              procedure: 'src/workflows/investigation.ts',
              test: 'test/workflows/investigation.test.ts',
            },
          },
        ],
      },
      {
        before: '\n\n',
        text: '上述文书均应由行政执法人员、行政相对人及有关人员签字或盖章。',
        carriedOutBy: {
          procedure: 'src/workflows/investigation.ts',
          test: 'test/workflows/investigation.test.ts',
        },
        items: [],
      },
      {
        before: '\n\n',
        text: '当事人或有关人员拒绝接受调查和提供证据的，行政执法人员应进行记录。',
        carriedOutBy: {
          procedure: 'src/workflows/investigation.ts',
          test: 'test/workflows/investigation.test.ts',
        },
        items: [],
      },
    ],
  },
  {
    number: 14,
    before: '\n\n',
    heading: '第十四条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '采取现场检查（勘验）、抽样调查和听证取证方式的，应同时进行音像记录，不适宜音像记录的除外。采取其他调查取证方式的，可根据执法需要进行音像记录。',
        carriedOutBy: {
          procedure: 'src/workflows/investigation.ts',
          test: 'test/workflows/investigation.test.ts',
        },
        items: [],
      },
    ],
  },
  {
    number: 15,
    before: '\n\n',
    heading: '第十五条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '在证据可能灭失或以后难以取得的情况下，执法机构采取证据保全措施的，应记录以下事项：',
        carriedOutBy: {
          procedure: 'src/workflows/evidence-preservation.ts',
          test: 'test/workflows/evidence-preservation.test.ts',
        },
        items: [
          {
            before: '\n\n',
            label: '（一）',
            text: '证据保全的启动理由；',
            carriedOutBy: {
              procedure: 'src/workflows/evidence-preservation.ts',
              test: 'test/workflows/evidence-preservation.test.ts',
            },
          },
          {
            before: '\n\n',
            label: '（二）',
            text: '证据保全的具体标的；',
            carriedOutBy: {
              procedure: 'src/workflows/evidence-preservation.ts',
              test: 'test/workflows/evidence-preservation.test.ts',
            },
          },
          {
            before: '\n\n',
            label: '（三）',
            text: '证据保全的形式，包括先行登记保存证据法定文书、复制、音像、鉴定、勘验、制作询问笔录等。',
            carriedOutBy: {
              procedure: 'src/workflows/evidence-preservation.ts',
              test: 'test/workflows/evidence-preservation.test.ts',
            },
          },
        ],
      },
    ],
  },
  {
    number: 16,
    before: '\n',
    heading: '第十六条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '草拟行政执法决定时的文字记录应载明起草人、起草机构审查人、决定形成的法律依据、证据材料、应考虑的有关因素等。',
        carriedOutBy: { procedure: 'src/workflows/decision.ts', test: 'test/workflows/decision.test.ts' },
        items: [],
      },
    ],
  },
  {
    number: 17,
    before: '\n\n',
    heading: '第十七条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '法制机构审查文字记录应载明法制机构审查人员、审查意见和建议。',
        carriedOutBy: { procedure: 'src/workflows/decision.ts', test: 'test/workflows/decision.test.ts' },
        items: [],
      },
    ],
  },
  {
    number: 18,
    before: '\n\n',
    heading: '第十八条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '组织专家论证的，应制作专家论证会议纪要或专家意见书。',
        carriedOutBy: { procedure: 'src/workflows/decision.ts', test: 'test/workflows/decision.test.ts' },
        items: [],
      },
    ],
  },
  {
    number: 19,
    before: '\n\n',
    heading: '第十九条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '集体讨论应制作集体讨论记录或会议纪要。',
        carriedOutBy: { procedure: 'src/workflows/decision.ts', test: 'test/workflows/decision.test.ts' },
        items: [],
      },
    ],
  },
  {
    number: 20,
    before: '\n\n',
    heading: '第二十条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '负责人审批记录包括负责人签署意见、负责人签名。',
        carriedOutBy: { procedure: 'src/workflows/decision.ts', test: 'test/workflows/decision.test.ts' },
        items: [],
      },
    ],
  },
  {
    number: 21,
    before: '\n\n',
    heading: '第二十一条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '行政执法决定文书应符合法定格式，充分说明执法处理决定的理由，语言要简明准确。',
        carriedOutBy: { procedure: 'src/workflows/decision.ts', test: 'test/workflows/decision.test.ts' },
        items: [],
      },
    ],
  },
  {
    number: 22,
    before: '\n',
    heading: '第二十二条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '直接送达行政执法文书，由送达人、受送达人或符合法定条件的签收人在送达回证上签名或盖章。',
        carriedOutBy: { procedure: 'src/workflows/service.ts', test: 'test/workflows/service.test.ts' },
        items: [],
      },
    ],
  },
  {
    number: 23,
    before: '\n\n',
    heading: '第二十三条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '邮寄送达行政执法文书应用挂号信或特快专递，留存邮寄送达的登记、付邮凭证和回执。',
        carriedOutBy: { procedure: 'src/workflows/service.ts', test: 'test/workflows/service.test.ts' },
        items: [],
      },
    ],
  },
  {
    number: 24,
    before: '\n\n',
    heading: '第二十四条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '留置送达方式应符合法定形式，在送达回证上记明拒收事由和日期，由送达人、见证人签名或盖章，把执法文书留在受送达人的住所，并采用音像记录等方式记录送达过程。',
        carriedOutBy: { procedure: 'src/workflows/service.ts', test: 'test/workflows/service.test.ts' },
        items: [],
      },
    ],
  },
  {
    number: 25,
    before: '\n\n',
    heading: '第二十五条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '依法采用委托、转交等方式送达行政执法文书的，应记录委托、转交原因，由送达人、受送达人在送达回证上签名或盖章。',
        carriedOutBy: { procedure: 'src/workflows/service.ts', test: 'test/workflows/service.test.ts' },
        items: [],
      },
    ],
  },
  {
    number: 26,
    before: '\n\n',
    heading: '第二十六条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '公告送达应重点记录已经采用其他方式均无法送达的情况以及公告送达的方式和载体，留存书面公告，以适当方式进行音像记录，并在案卷中记明原因和经过。',
        carriedOutBy: { procedure: 'src/workflows/service.ts', test: 'test/workflows/service.test.ts' },
        items: [],
      },
    ],
  },
  {
    number: 27,
    before: '\n\n',
    heading: '第二十七条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '本局作出行政执法决定后，执法科室应对当事人履行行政决定的情况进行文字记录。',
        notYet: '履行程序（第二十七条）尚未实现',
        items: [],
      },
      {
        before: '\n\n',
        text: '依法应责令改正的，应按期对改正情况进行核查并进行文字记录，可根据执法需要进行音像记录。',
        notYet: '改正情况核查随履行程序（第二十七条）实现',
        items: [],
      },
    ],
  },
  {
    number: 28,
    before: '\n\n',
    heading: '第二十八条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '当事人逾期不履行行政执法决定需要强制执行的，执法机构应在作出强制执行决定前或申请法院强制执行前，按照法定形式制作催告书并送达当事人。',
        notYet: '催告期已列表；催告程序（第二十八条）尚未实现',
        items: [],
      },
      {
        before: '\n\n',
        text: '当事人进行陈述、申辩的，应对当事人的陈述、申辩中提出的事实、理由和证据，行政执法机关对陈述、申辩内容复核及处理意见进行记录。',
        notYet: '催告中的陈述、申辩和复核随催告程序（第二十八条）实现',
        items: [],
      },
    ],
  },
  {
    number: 29,
    before: '\n\n',
    heading: '第二十九条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '在依法催告后，当事人无正当理由逾期仍不履行行政执法决定，执法机构应申请法院强制执行，并对申请法院强制执行的相关文书、强制执行结果等全过程进行记录。',
        notYet: '申请期限已列表；申请法院强制执行程序（第二十九条）尚未实现',
        items: [],
      },
    ],
  },
  {
    number: 30,
    before: '\n',
    heading: '第三十条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '执法科室应建立健全行政执法案卷。',
        notYet: '案卷由记录链导出，随立卷归档程序（第三十条）实现',
        items: [],
      },
      {
        before: '\n\n',
        text:
          '执法科室及其行政执法人员在行政执法行为终结之日起30日内（法律、法规、规章有具体要求的，从其规定），应将行政执法过程中形成的文字和音像记录资料，形成相应案卷，' +
          '并按照《中华人民共和国档案法》的规定归档、保存。',
        notYet: '三十日期限已列表；立卷归档程序（第三十条）尚未实现',
        items: [],
      },
      {
        before: '\n\n',
        text: '音像记录制作完成后，行政执法人员不得自行保管，应在24小时内按要求将信息储存至执法信息系统或本单位专用存储器。',
        carriedOutBy: {
          procedure: 'src/workflows/recording-custody.ts',
          test: 'test/workflows/recording-custody.test.ts',
        },
        items: [],
      },
    ],
  },
  {
    number: 31,
    before: '\n\n',
    heading: '第三十一条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '执法科室应建立健全执法全过程记录管理和使用等工作制度，明确专门人员负责对全过程记录文字和音像资料的归档、保存和使用。',
        notYet: '记录管理员的指定和交接随立卷归档程序（第三十条）实现',
        items: [],
      },
    ],
  },
  {
    number: 32,
    before: '\n\n',
    heading: '第三十二条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '当事人根据需要申请复制相关执法全过程记录信息的，经行政机关负责人同意，可复制使用，依法应保密的除外。',
        notYet: '复制申请程序（第三十二条）尚未实现',
        items: [],
      },
    ],
  },
  {
    number: 33,
    before: '\n\n',
    heading: '第三十三条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '涉及国家秘密、商业秘密和个人隐私的执法记录信息，应严格按照保密工作的有关规定和权限进行管理。',
        notYet: '国家秘密一律拒收已实现；商业秘密和个人隐私的定密、查阅留痕随复制申请程序（第三十二条）实现',
        items: [],
      },
    ],
  },
  {
    number: 34,
    before: '\n',
    heading: '第三十四条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '本局及其执法科室应将行政执法全过程记录制度的建立和实施情况纳入依法行政及行政执法评议考核。',
        notYet: '评议考核的统计（第三十四条）尚未实现',
        items: [],
      },
    ],
  },
  {
    number: 35,
    before: '\n\n',
    heading: '第三十五条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text:
          '执法科室实施执法全过程记录中有下列情形之一的，由上级行政机关或有关部门责令限期整改；情节严重或造成严重后果的，' +
          '对直接负责的主管人员和其他责任人员依法给予行政处分；构成犯罪的，依法追究刑事责任。',
        notYet: '违反记录要求的登记和向上级机关的导出尚未实现',
        items: [
          {
            before: '\n\n',
            label: '（一）',
            text: '不制作或不按要求制作执法全过程记录的；',
            notYet: '程序启动逾期补报已作记录；其他程序的漏记、迟记随各程序实现',
          },
          {
            before: '\n\n',
            label: '（二）',
            text: '违反规定泄露执法记录信息造成严重后果的；',
            notYet: '密级随记录保存；泄露的发现和登记随查阅留痕（第三十三条）实现',
          },
          {
            before: '\n\n',
            label: '（三）',
            text: '故意毁损，随意删除、修改执法全过程中文字或音像记录信息的；',
            notYet: '记录只增不改、篡改可查已实现；违法情形的登记和移送尚未实现',
          },
          {
            before: '\n\n',
            label: '（四）',
            text: '不按规定储存或维护致使执法记录损毁、丢失，造成严重后果的；',
            notYet: '附件按内容校验已实现；音像的储存和维护随音像入库程序（第三十条第三款）实现',
          },
          {
            before: '\n\n',
            label: '（五）',
            text: '其他违反执法全过程记录规定，造成严重后果的。',
            notYet: '随违反记录要求的登记实现',
          },
        ],
      },
    ],
  },
  {
    number: 36,
    before: '\n\n',
    heading: '第三十六条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text:
          '执法科室办理行政执法事项，应健全内部工作程序，全程记录内部审批流程，明确承办人、审核人、批准人，按照行政执法的依据、条件和程序，由承办人提出意见和理由，' +
          '经审核人审核后，由批准人批准。',
        carriedOutBy: { step: 'src/workflows/steps/approval.ts', test: 'test/workflows/approval.test.ts' },
        items: [],
      },
    ],
  },
  {
    number: 37,
    before: '\n\n',
    heading: '第三十七条',
    gap: '  ',
    paragraphs: [
      {
        before: '',
        text: '本办法自发布之日起实施。',
        carriedOutBy: {
          table: 'src/activities/regulation-check.ts',
          test: 'test/workflows/entrustment.test.ts',
        },
        items: [],
      },
    ],
  },
] as const satisfies readonly Article[];

/** The number of an article. */
export type ArticleNumber = (typeof articles)[number]['number'];

/** True for 1 … 37. */
export function isArticleNumber(number: number): number is ArticleNumber {
  return Number.isInteger(number) && number >= 1 && number <= articles.length;
}

/** The article, with the type every article has. */
export function articleOf(number: ArticleNumber): Article {
  const article = articles[number - 1];
  if (article === undefined) throw new RangeError(`本制度没有第 ${String(number)} 条`);
  return article;
}

/** 第九条. */
export const articleLabel = (number: ArticleNumber): string => articleOf(number).heading;

const itemText = (item: Item): string => `${item.label}${item.text}`;

/** The paragraphs and items of an article, one a line, without its heading. */
export const articleText = (number: ArticleNumber): string =>
  articleOf(number)
    .paragraphs.flatMap((paragraph) => [paragraph.text, ...paragraph.items.map(itemText)])
    .join('\n');

const asIssued = (paragraph: Paragraph): string =>
  paragraph.before + paragraph.text + paragraph.items.map((item) => item.before + itemText(item)).join('');

/** The whole text as issued. */
export const regulationText = (): string =>
  regulationTitle +
  articles
    .map(
      (article: Article) =>
        article.before + article.heading + article.gap + article.paragraphs.map(asIssued).join(''),
    )
    .join('') +
  regulationEnding;

/** One sentence's place and what carries it out: item 0 is the paragraph itself. */
export type Place = {
  readonly article: ArticleNumber;
  readonly paragraph: number;
  readonly item: number;
} & Coverage;

/** Every paragraph and item in order, with what carries it out. */
export function coverage(): Place[] {
  return articles.flatMap((article) =>
    article.paragraphs.flatMap((paragraph: Paragraph, index) => {
      const place = { article: article.number, paragraph: index + 1 };
      return [
        { ...place, item: 0, ...coverageOf(paragraph) },
        ...paragraph.items.map((item, itemIndex) => ({ ...place, item: itemIndex + 1, ...coverageOf(item) })),
      ];
    }),
  );
}

const coverageOf = (unit: Coverage): Coverage =>
  unit.carriedOutBy === undefined ? { notYet: unit.notYet } : { carriedOutBy: unit.carriedOutBy };
