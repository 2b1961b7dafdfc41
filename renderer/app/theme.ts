// How everything looks, in one place: quiet, dense, one accent. Colours of text keep 4.5:1 on every ground they stand on.
import { theme as antdTheme, type ThemeConfig } from 'antd'

const ink = '#1d2a30'
const inkSoft = '#4a5a62'
const inkFaint = '#5f6e76'
const accent = '#0b5a6e'

export const theme: ThemeConfig = {
  algorithm: [antdTheme.defaultAlgorithm, antdTheme.compactAlgorithm],
  cssVar: { key: 'yidang' },
  hashed: false,
  token: {
    colorPrimary: accent,
    colorInfo: accent,
    colorLink: accent,
    // The computed one is too light for the ground of a warning.
    colorLinkHover: '#083f4d',
    colorSuccess: '#1c6b3a',
    colorWarning: '#8a5300',
    colorError: '#b3261e',
    colorText: ink,
    colorTextSecondary: inkSoft,
    colorTextTertiary: inkFaint,
    colorTextQuaternary: inkFaint,
    colorTextDescription: inkSoft,
    colorTextPlaceholder: inkFaint,
    colorBgLayout: '#f2f5f6',
    colorPrimaryBg: '#e1eef1',
    colorPrimaryBgHover: '#d2e5ea',
    colorInfoBg: '#eaf3f5',
    colorInfoBorder: '#a9c9d1',
    colorSuccessBg: '#e9f5ed',
    colorSuccessBorder: '#a8cfb5',
    colorWarningBg: '#fdf4e2',
    colorWarningBorder: '#e0c38f',
    colorErrorBg: '#fcecea',
    colorErrorBorder: '#e3aca7',
    colorBorder: '#b9c4c9',
    colorBorderSecondary: '#dde4e7',
    borderRadius: 4,
    // The compact algorithm takes a step down from here: 14 px on screen.
    fontSize: 16,
    fontFamily:
      "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif",
    fontFamilyCode: "ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace",
    // Whoever asked their system for less of it sees nothing move.
    motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    motionDurationMid: '0.1s',
    motionDurationSlow: '0.15s',
    wireframe: false,
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    Table: { headerBg: '#eef2f4', rowHoverBg: '#f3f8f9', cellPaddingBlockSM: 6 },
    Form: { itemMarginBottom: 14, verticalLabelPadding: '0 0 2px' },
  },
}
