/**
 * The one stylesheet of every page. Its text is inlined as it stands, since the content security
 * policy names it by hash.
 *
 * Text and controls keep a contrast of 4.5:1 and 3:1 in both colour schemes.
 */
export const style = `
:root {
  color-scheme: light dark;
  --page: #f3f4f1; --card: #fff; --ink: #1c211f; --soft: #56605c; --line: #dcdfda; --edge: #7f8984;
  --accent: #0d6656; --accent-hover: #0a5246; --on-accent: #fff; --tint: #e4f1ed;
  --bad: #a3231c; --bad-tint: #fcecea; --note: #fbf1d6; --on-note: #5a4206;
  --shadow: 0 1px 2px rgb(20 30 26 / .06), 0 12px 32px -12px rgb(20 30 26 / .18);
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #111413; --card: #1a1f1d; --ink: #e8ecea; --soft: #a2ada8; --line: #2c3330; --edge: #75817b;
    --accent: #68d3b8; --accent-hover: #8ae2cb; --on-accent: #06241d; --tint: #17312a;
    --bad: #ffb0a8; --bad-tint: #3a1815; --note: #332a10; --on-note: #f2d98f;
    --shadow: 0 1px 2px rgb(0 0 0 / .4), 0 12px 32px -12px rgb(0 0 0 / .6);
  }
}
*, ::before, ::after { box-sizing: border-box; }
body {
  margin: 0; min-height: 100vh; min-height: 100dvh; display: flex; flex-direction: column;
  background: var(--page); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Ubuntu, Cantarell, "Liberation Sans", sans-serif;
  -webkit-text-size-adjust: 100%; text-size-adjust: 100%;
}
.banner { background: var(--note); color: var(--on-note); font-size: .8125rem; text-align: center; padding: .5rem 1rem; }
.banner p { margin: 0; }
main { width: 100%; max-width: 27.5rem; margin: auto; padding: 1.5rem 1rem; }
main.wide { max-width: 46rem; margin-block: 0; }
footer { color: var(--soft); font-size: .8125rem; text-align: center; padding: .5rem 1rem 1.25rem; }
footer p { margin: 0; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 1rem; box-shadow: var(--shadow); padding: 2rem; }
.card + .card { margin-top: 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; font-weight: 650; letter-spacing: -.015em; margin: 0; text-wrap: balance; }
h2 { font-size: 1rem; line-height: 1.4; font-weight: 650; margin: 0; }
h1, h2, p, bdi, code, pre { overflow-wrap: anywhere; }
.lead { color: var(--soft); margin: .375rem 0 0; }
.lead strong { color: var(--ink); font-weight: 600; }
.mark {
  display: grid; place-items: center; width: 3rem; height: 3rem; margin-bottom: 1.25rem;
  border-radius: .875rem; background: var(--tint); color: var(--accent);
}
.mark svg { width: 1.5rem; height: 1.5rem; }
.mark.bad { background: var(--bad-tint); color: var(--bad); }
form { margin: 0; }
label { display: block; font-size: .875rem; font-weight: 600; margin: 1.125rem 0 .375rem; }
input {
  width: 100%; min-height: 2.875rem; padding: .5rem .875rem; font: inherit; color: inherit;
  background: var(--card); border: 1px solid var(--edge); border-radius: .625rem;
}
input[aria-invalid=true] { border-color: var(--bad); }
button {
  width: 100%; min-height: 2.875rem; padding: .5rem 1rem; font: inherit; font-weight: 600; cursor: pointer;
  color: var(--ink); background: var(--card); border: 1px solid var(--edge); border-radius: .625rem;
  transition: background-color .12s, border-color .12s;
}
button:hover { background: var(--page); }
button.main { color: var(--on-accent); background: var(--accent); border-color: var(--accent); }
button.main:hover { background: var(--accent-hover); border-color: var(--accent-hover); }
a { color: var(--accent); text-underline-offset: .2em; }
a:hover { color: var(--accent-hover); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
input:focus-visible { outline-offset: -1px; }
.submit { margin-top: 1.5rem; }
.alert { margin: 1.25rem 0 0; padding: .75rem .875rem; border-radius: .625rem; background: var(--bad-tint); color: var(--bad); font-size: .9375rem; }
.choices { display: grid; gap: .5rem; margin-top: 1.25rem; }
.person { display: flex; align-items: center; gap: .75rem; min-width: 0; text-align: start; }
.person > span:last-of-type { min-width: 0; flex: 1; }
.person .name { display: block; font-weight: 600; line-height: 1.35; }
.person .username { display: block; font-size: .875rem; font-weight: 400; line-height: 1.35; color: var(--soft); }
.initial {
  flex: none; display: grid; place-items: center; width: 2.25rem; height: 2.25rem; border-radius: 50%;
  background: var(--tint); color: var(--accent); font-weight: 650;
}
.or { display: flex; align-items: center; gap: .75rem; margin: 1.25rem 0 -.25rem; color: var(--soft); font-size: .8125rem; }
.or::before, .or::after { content: ""; flex: 1; height: 1px; background: var(--line); }
.who { margin-top: 1.25rem; padding: .75rem; border: 1px solid var(--line); border-radius: .75rem; }
.who a { flex: none; font-size: .875rem; padding: .25rem; }
.scopes-title { margin-top: 1.5rem; }
ul { list-style: none; margin: 0; padding: 0; }
.scopes { margin-top: .5rem; }
.scopes li { display: flex; gap: .75rem; padding: .625rem 0; }
.scopes li + li { border-top: 1px solid var(--line); }
.scopes svg { flex: none; width: 1.25rem; height: 1.25rem; margin-top: .125rem; color: var(--accent); }
.scopes div { min-width: 0; }
.scopes code { display: block; color: var(--soft); }
.decide { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; margin-top: 1.5rem; }
.small { font-size: .8125rem; color: var(--soft); margin: 1rem 0 0; }
code, pre, .user-code { font-family: ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace; font-size: .8125rem; }
.user-code { font-weight: 600; letter-spacing: .1em; white-space: nowrap; }
code.user-code { font-size: 1em; }
input.user-code { font-size: 1.25rem; text-transform: uppercase; }
.note { margin: 1.25rem 0 0; padding: .75rem .875rem; border-radius: .625rem; background: var(--note); color: var(--on-note); font-size: .9375rem; }
pre { margin: 1.25rem 0 0; padding: .875rem; border-radius: .625rem; background: var(--page); border: 1px solid var(--line); white-space: pre-wrap; }
.rows { margin: .75rem 0 0; }
.rows > div { display: grid; grid-template-columns: 11rem 1fr; gap: .125rem 1rem; padding: .5rem 0; }
.rows > div + div { border-top: 1px solid var(--line); }
.rows dt { color: var(--soft); font-size: .9375rem; }
.rows dd { margin: 0; min-width: 0; }
@media (max-width: 30rem) {
  .card { padding: 1.5rem 1.25rem; }
  .rows > div { grid-template-columns: 1fr; }
  .who { flex-wrap: wrap; row-gap: .25rem; }
  .who > span:last-of-type { flex-basis: calc(100% - 3rem); }
  .who a { margin-inline-start: 3rem; padding-inline: 0; }
}
@media (max-width: 22rem) {
  .card { padding: 1.25rem 1rem; }
  .decide { grid-template-columns: 1fr; }
}
@media (prefers-reduced-motion: reduce) { * { transition: none; } }
@media (forced-colors: active) { .card, .alert, .note, .mark, .initial { border: 1px solid; } }
`
