/** 大写 digits, as 正确填写票据和结算凭证的基本规定 writes them (from memory). */
const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const;
const PLACES = ['', '拾', '佰', '仟'] as const;
const GROUPS = ['', '万', '亿', '万亿'] as const;

/** One group of four digits, without its own unit; a gap of zeros between digits is one 零. */
function groupInWords(group: number): string {
  let words = '';
  let gap = false;
  for (let place = PLACES.length - 1; place >= 0; place -= 1) {
    const digit = Math.floor(group / 10 ** place) % 10;
    if (digit === 0) {
      gap ||= words !== '';
      continue;
    }
    words += `${gap ? '零' : ''}${DIGITS[digit] ?? ''}${PLACES[place] ?? ''}`;
    gap = false;
  }
  return words;
}

function wholeInWords(whole: number): string {
  let words = '';
  let gap = false;
  for (let at = GROUPS.length - 1; at >= 0; at -= 1) {
    const group = Math.floor(whole / 10_000 ** at) % 10_000;
    if (group === 0) {
      gap ||= words !== '';
      continue;
    }
    // 零 also stands where a group begins with zeros: 壹万零伍拾.
    const zero = words !== '' && (gap || group < 1_000);
    words += `${zero ? '零' : ''}${groupInWords(group)}${GROUPS[at] ?? ''}`;
    gap = false;
  }
  return words;
}

/**
 * An amount in 分 in 大写, as it stands in a document: 人民币伍万元整 · 人民币壹佰零叁元零伍分. Throws a RangeError for
 * what is no whole number of 分 or negative.
 */
export function amountInWords(fen: number): string {
  if (!Number.isSafeInteger(fen) || fen < 0) throw new RangeError('An amount is a whole number of 分');
  const whole = Math.floor(fen / 100);
  const tenths = Math.floor(fen / 10) % 10;
  const hundredths = fen % 10;
  if (fen === 0) return '人民币零元整';
  const yuan = whole === 0 ? '' : `${wholeInWords(whole)}元`;
  if (tenths === 0 && hundredths === 0) return `人民币${yuan}整`;
  const jiao = tenths > 0 ? `${DIGITS[tenths] ?? ''}角` : yuan === '' ? '' : '零';
  const cents = hundredths > 0 ? `${DIGITS[hundredths] ?? ''}分` : '整';
  return `人民币${yuan}${jiao}${cents}`;
}

/** An amount in 分 in figures: ¥50,000.00. */
export function amountInFigures(fen: number): string {
  const whole = String(Math.floor(fen / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
  return `¥${whole}.${String(fen % 100).padStart(2, '0')}`;
}
