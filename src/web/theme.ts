/**
 * Colours, type and measures that every page of Bee shares. Plain CSS without imports, so that a bundler for the
 * browser may take it too.
 */
export const theme = `
:root {
  color-scheme: light dark;
  --paper: #faf8f4;
  --card: #ffffff;
  --well: #f4f0e8;
  --line: #e5dfd3;
  --ink: #231f1a;
  --soft: #6a6257;
  --honey: #f2b632;
  --honey-ink: #2a1f05;
  --honey-deep: #8a5a00;
  --good: #2f6f44;
  --bad: #a3372b;
  --ring: #b97a00;
  --round: 14px;
  --shadow: 0 1px 2px rgb(60 45 15 / 6%), 0 8px 24px -12px rgb(60 45 15 / 14%);
  --sans: ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "Roboto Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16140f;
    --card: #1f1c16;
    --well: #28241c;
    --line: #3a3429;
    --ink: #efe9dd;
    --soft: #a89f90;
    --honey: #f0b429;
    --honey-ink: #221802;
    --honey-deep: #f3c35a;
    --good: #7cc795;
    --bad: #f0897b;
    --ring: #f3c35a;
    --shadow: 0 1px 2px rgb(0 0 0 / 40%), 0 8px 24px -12px rgb(0 0 0 / 60%);
  }
}
`
