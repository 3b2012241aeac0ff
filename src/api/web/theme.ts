import type { ThemeConfig } from 'antd';

/** What the desktops of the bureau have; nothing is loaded. */
const FONTS = [
  '"PingFang SC"',
  '"Microsoft YaHei"',
  '"Noto Sans CJK SC"',
  '"Source Han Sans SC"',
  '"WenQuanYi Micro Hei"',
  'sans-serif',
].join(', ');

/**
 * Calm and dense. Every colour that carries text keeps 4.5:1 on its ground, which the kit's own
 * placeholder, secondary and success tones do not; the kit would derive grounds from them that are too dark.
 */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#12508f',
    colorInfo: '#12508f',
    colorLink: '#12508f',
    colorLinkHover: '#0d3b6a',
    colorLinkActive: '#0d3b6a',
    colorSuccess: '#2b6a1f',
    colorWarning: '#8a5200',
    colorError: '#b3261e',
    colorInfoBg: '#eaf1f8',
    colorSuccessBg: '#eef6ec',
    colorWarningBg: '#fff7e8',
    colorErrorBg: '#fdf0ef',
    colorText: '#1b2733',
    colorTextSecondary: '#48566a',
    colorTextTertiary: '#566376',
    colorTextQuaternary: '#5f6b7d',
    colorTextPlaceholder: '#66717f',
    colorTextDescription: '#48566a',
    colorTextDisabled: '#66717f',
    colorBgLayout: '#f2f4f7',
    colorBorder: '#8c97a6',
    colorBorderSecondary: '#dde2e9',
    borderRadius: 3,
    fontSize: 15,
    fontFamily: FONTS,
    motion: false,
  },
};
