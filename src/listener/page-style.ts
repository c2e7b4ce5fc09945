import { createHash } from 'node:crypto'

/** The style of every page. The same text everywhere, so that one hash allows it and nothing else. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --ground: #eef1f6; --card: #ffffff; --line: #dfe4ec; --ink: #16202e; --soft: #566275;
  --good: #0b7a4b; --good-ground: #dff5e9; --bad: #b3261e; --bad-ground: #fde7e4;
  --note-ground: #f5f7fa; --shadow: 0 1px 2px #10182814, 0 12px 32px #1018281a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0e131b; --card: #171e29; --line: #2a3444; --ink: #e9eef6; --soft: #9dabbf;
    --good: #4ade9b; --good-ground: #12372a; --bad: #ff8f85; --bad-ground: #43211f;
    --note-ground: #1e2735; --shadow: 0 1px 2px #0006, 0 12px 32px #0008;
  }
}
* { box-sizing: border-box; margin: 0; }
body {
  min-height: 100vh; min-height: 100dvh; padding: 24px 16px; display: grid; place-items: center;
  background: var(--ground); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: anywhere;
}
main {
  width: 100%; max-width: 540px; padding: 40px; background: var(--card);
  border: 1px solid var(--line); border-radius: 16px; box-shadow: var(--shadow);
}
header {
  display: flex; align-items: flex-start; justify-content: space-between; margin-bottom: 24px;
}
.mark { width: 56px; height: 56px; border-radius: 50%; display: grid; place-items: center; }
.mark svg {
  width: 28px; height: 28px; fill: none; stroke: currentColor; stroke-width: 2.5;
  stroke-linecap: round; stroke-linejoin: round;
}
.good { background: var(--good-ground); color: var(--good); }
.bad { background: var(--bad-ground); color: var(--bad); }
.open { background: var(--note-ground); color: var(--soft); box-shadow: inset 0 0 0 1px var(--line); }
h1 { font-size: 26px; line-height: 1.25; letter-spacing: -0.01em; text-wrap: balance; }
h2 { font-size: 14px; font-weight: 600; }
.lead { margin-top: 10px; color: var(--soft); text-wrap: pretty; }
.lead::first-letter, .note p::first-letter { text-transform: uppercase; }
dl { margin-top: 28px; border-top: 1px solid var(--line); }
dl div {
  display: grid; grid-template-columns: 96px 1fr; gap: 16px; padding: 12px 0;
  border-bottom: 1px solid var(--line);
}
dl div:last-child { border-bottom: 0; padding-bottom: 0; }
dt { color: var(--soft); font-size: 14px; line-height: 25px; }
dd { min-width: 0; font-weight: 500; }
code, .brand {
  font: 15px/25px ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;
}
ul { display: flex; flex-wrap: wrap; gap: 6px; padding: 0; list-style: none; }
li {
  padding: 0 8px; border: 1px solid var(--line); border-radius: 6px; background: var(--note-ground);
  font: 13px/23px ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;
}
.note {
  margin-top: 28px; padding: 14px 16px; border-radius: 10px; background: var(--note-ground);
  border: 1px solid var(--line);
}
.note p { margin-top: 2px; }
footer { margin-top: 24px; color: var(--soft); font-size: 15px; text-wrap: pretty; }
.brand { color: var(--soft); font-size: 14px; }
@media (max-width: 480px) {
  body { padding: 16px 12px; }
  main { padding: 24px 22px 28px; }
  h1 { font-size: 24px; }
  dl div { grid-template-columns: 1fr; gap: 0; padding: 10px 0; }
  dl div:last-child { padding-bottom: 0; }
  ul { margin-top: 4px; }
}
@media (forced-colors: active) { main, .mark, .note, li { border: 1px solid CanvasText; } }
`

/** The one entry that Content-Security-Policy needs in `style-src`. */
export const pageStyleSource = `'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'`
