import { kindOf, refusals, type Refusal, type RefusalKind } from '../workflows/refusals.js';
import type { Problem as ProblemBody } from './schemas.js';

/**
 * One field in error; `pointer` is a JSON pointer (RFC 6901) into the body, or `/query/…`, `/path/…`,
 * `/headers/…`.
 */
export type FieldError = { pointer: string; detail: string };

/** What the doors say no to before a procedure is asked. Refusals have their own table. */
export const problems = {
  invalidRequest: { status: 400, title: '请求有误', zh: '请求内容不符合要求，请按提示修改。' },
  notJson: { status: 400, title: '请求有误', zh: '请求体不是有效的 JSON：{why}。' },
  unfinished: { status: 400, title: '请求不完整', zh: '请求未发送完整，请重发。' },
  unauthenticated: { status: 401, title: '未登录', zh: '请先登录。' },
  signInFailed: { status: 401, title: '登录失败', zh: '登录名或者密码不正确。' },
  csrfRefused: {
    status: 403,
    title: '请求被拒绝',
    zh: '页面已过期或请求未带 x-csrf-token，请刷新页面；程序调用请用访问令牌。',
  },
  originRefused: { status: 403, title: '请求被拒绝', zh: '请求来自其他网站，已拒绝。' },
  routeUnknown: { status: 404, title: '地址不存在', zh: '没有这个地址。' },
  savedElsewhere: {
    status: 409,
    title: '与现状冲突',
    zh: '在其他设备或者窗口中已另行保存，本次没有覆盖。请先查看那里保存的内容。',
  },
  bodyTooLarge: { status: 413, title: '内容过大', zh: '内容超过 {limit} 的上限。' },
  typeUnsupported: { status: 415, title: '类型不支持', zh: '不支持的内容：{why}' },
  tooManySignIns: {
    status: 429,
    title: '登录失败次数过多',
    zh: '登录失败次数过多，请 {minutes} 分钟后再试。',
  },
  tooManyRequests: { status: 429, title: '请求过于频繁', zh: '请求过于频繁，请于 {seconds} 秒后重试。' },
  internal: { status: 500, title: '系统故障', zh: '系统出现故障，请将故障编号报给运维人员。' },
  unavailable: {
    status: 503,
    title: '暂时不可用',
    zh: '系统暂时不可用，尚未办理。请稍后以同一请求编号重试。',
  },
} as const satisfies Record<string, { status: number; title: string; zh: string }>;
export type ProblemCode = keyof typeof problems;

const statusOf: Record<RefusalKind, { status: number; title: string }> = {
  gone: { status: 410, title: '已失效' },
  forbidden: { status: 403, title: '无权办理' },
  unknown: { status: 404, title: '未找到' },
  conflict: { status: 409, title: '与现状冲突' },
  incomplete: { status: 422, title: '内容有误' },
};

/** Thrown by any handler; the one error handler turns it into application/problem+json. */
export class Problem extends Error {
  override readonly name = 'Problem';
  /** Answer headers, e.g. Retry-After. */
  headers: Record<string, string> = {};

  constructor(readonly body: ProblemBody) {
    super(body.code);
  }
}

/** A problem of the doors. */
export function problem(
  code: ProblemCode,
  params: Record<string, string | number> = {},
  errors?: readonly FieldError[],
): Problem {
  const { status, title, zh } = problems[code];
  const detail = zh.replace(/\{(\w+)\}/g, (_, key: string) => String(params[key] ?? ''));
  return new Problem({
    type: typeOf(code),
    title,
    status,
    detail,
    code,
    article: null,
    params,
    ...(errors && errors.length > 0 ? { errors: [...errors] } : {}),
  });
}

/** A refusal, as the browser sees it. */
export function refused(refusal: Refusal, errors?: readonly FieldError[]): Problem {
  const { code, message, article, params } = refusal;
  const { status, title } = statusOf[kindOf(code)];
  return new Problem({
    type: typeOf(code),
    title,
    status,
    detail: message,
    code,
    article,
    params,
    ...(errors && errors.length > 0 ? { errors: [...errors] } : {}),
  });
}

const typeOf = (code: string): string => `/api/law/refusals#${code}`;

/** Everything an answer's `code` may be, with its status and sentence; for the documentation and the page. */
export const everyProblem = [
  ...Object.entries(problems).map(([code, { status, zh }]) => ({ code, status, article: null, zh })),
  ...Object.entries(refusals).map(([code, { kind, article, zh }]) => ({
    code,
    status: statusOf[kind].status,
    article,
    zh,
  })),
];
