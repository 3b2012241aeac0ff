import mjml2html from 'mjml';

const FONTS = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif";
/** Dark enough to be told apart on a greyscale print. */
const INK = '#1f1f1f';
const QUIET = '#595959';
const RULE = '#d9d9d9';
const SEAL = '#0b4f8a';

const LABEL_CELL =
  'width:4em;padding:6px 12px 6px 0;text-align:left;vertical-align:top;' +
  `font-weight:normal;color:${QUIET}`;

/**
 * {{ … }} are values and loops for eta; MJML passes them through and writes the tables that old mail
 * programs need.
 */
const source = `
<mjml lang="zh-CN" dir="ltr">
  <mj-head>
    <mj-title>{{= it.subject }}</mj-title>
    <mj-preview>{{= it.preview }}</mj-preview>
    <mj-attributes>
      <mj-all font-family="${FONTS}" color="${INK}" />
      <mj-text font-size="15px" line-height="1.7" padding="6px 24px" />
    </mj-attributes>
  </mj-head>
  <mj-body background-color="#f0f2f5">
    <mj-section background-color="${SEAL}" padding="10px 0">
      <mj-column><mj-text color="#ffffff" font-size="14px">{{= it.bureau }}</mj-text></mj-column>
    </mj-section>
    <mj-section background-color="#ffffff" padding="16px 0 8px">
      <mj-column>
        <mj-text font-size="20px" font-weight="bold" line-height="1.4">{{= it.heading }}</mj-text>
        <mj-text>{{= it.greeting }}</mj-text>
        <mj-raw>{{ for (const paragraph of it.paragraphs) { }}</mj-raw>
        <mj-text>{{= paragraph }}</mj-text>
        <mj-raw>{{ } }}</mj-raw>
        <mj-table padding="8px 24px" font-size="15px" line-height="1.6">
          {{ for (const [label, value] of it.facts) { }}
          <tr style="border-top:1px solid ${RULE}">
            <th scope="row" style="${LABEL_CELL}">{{= label }}</th>
            <td style="padding:6px 0">{{= value }}</td>
          </tr>
          {{ } }}
        </mj-table>
        <mj-raw>{{ if (it.notice) { }}</mj-raw>
        <mj-text font-weight="bold">{{= it.notice }}</mj-text>
        <mj-raw>{{ } }}</mj-raw>
        <mj-button href="{{= it.action.url }}" background-color="${SEAL}" color="#ffffff" font-size="16px"
          padding="14px 24px 6px" inner-padding="12px 36px">{{= it.action.label }}</mj-button>
        <mj-text font-size="13px" color="${QUIET}" align="center">{{= it.linkNote }}</mj-text>
        <mj-text font-size="12px" color="${QUIET}" align="center">按钮无法点开时，请将下列地址复制到浏览器打开：<br />
          <span style="word-break:break-all">{{= it.action.url }}</span></mj-text>
        <mj-divider border-width="1px" border-color="${RULE}" padding="10px 24px" />
        <mj-text font-size="14px" color="${QUIET}" font-weight="bold">{{= it.article.label }}</mj-text>
        <mj-raw>{{ for (const line of it.article.text.split('\\n')) { }}</mj-raw>
        <mj-text font-size="14px" color="${QUIET}">{{= line }}</mj-text>
        <mj-raw>{{ } }}</mj-raw>
      </mj-column>
    </mj-section>
    <mj-section padding="8px 0 24px">
      <mj-column>
        <mj-text font-size="13px" color="${QUIET}">为何收到此信：{{= it.why }}</mj-text>
        <mj-text font-size="13px" color="${QUIET}">本信由系统自动发出，请勿回复，请勿转发。</mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`;

/** The layout's HTML, still with its values and loops. Throws when MJML finds fault with it. */
export async function layoutHtml(): Promise<string> {
  const { html, errors } = await mjml2html(source, { fonts: {}, validationLevel: 'strict' });
  if (errors.length > 0) throw new Error(errors.map((error) => error.formattedMessage).join('\n'));
  return html;
}
