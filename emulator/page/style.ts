/** Style sheet of the page: color variables for light and dark mode, then the rules. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #f4f5f7; --card: #fff; --line: #e1e4e8; --text: #1c2128; --muted: #636c76; --link: #0b62b8;
  --success: #1a7f37; --success-bg: #e3f4e7; --warning: #8a5300; --warning-bg: #fdf0d0;
  --error: #b42318; --error-bg: #fde7e5; --highlight: #fff6cf;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12151a; --card: #1b1f26; --line: #30363f; --text: #e4e8ee; --muted: #98a2af; --link: #6cb4ff;
    --success: #6fd68b; --success-bg: #16341f; --warning: #f0c060; --warning-bg: #3a2c0c;
    --error: #ff9b91; --error-bg: #451a17; --highlight: #3a361a;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: 4rem; }
body {
  margin: 0 auto; max-width: 84rem; padding: 1.25rem 1.5rem 3rem; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif;
}
h1, h2, h3, p, dl, dd { margin: 0; }
h1 { font-size: 1.5rem; line-height: 1.3; }
h2 { font-size: 1.15rem; overflow-wrap: anywhere; }
h3 { font-size: .95rem; margin: 1.25rem 0 .35rem; }
a { color: var(--link); }
.code { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .9em; }
[lang=zh], .count, dt { color: var(--muted); font-weight: normal; }
[lang=zh] { white-space: nowrap; }
.count { margin-left: .25rem; font-variant-numeric: tabular-nums; }

dl { display: flex; flex-wrap: wrap; gap: .25rem 2rem; }
dt, dd { display: inline; }
dt { margin-right: .5rem; }
dd { overflow-wrap: anywhere; }
#callCount { font-variant-numeric: tabular-nums; }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin-top: .5rem; }
nav a { overflow-wrap: anywhere; }
section { margin-top: 1.25rem; padding: 1rem 1.25rem 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: .6rem; }
.account > dl { margin-top: .25rem; }
.warning { color: var(--warning); }
#quota h2, #calls h2 { margin-bottom: .6rem; }

.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .9rem .35rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--muted); font-size: .85rem; font-weight: 600; white-space: nowrap; }
tr:last-child > td { border-bottom: 0; }
td { overflow-wrap: anywhere; }
td .code { white-space: nowrap; }

.badge[data-badge] { border-radius: .35rem; }
.badge:is([data-badge=ACCEPTED], [data-badge=ONLINE]) { color: var(--success); background: var(--success-bg); padding: .05rem .45rem; }
.badge:is([data-badge=APPLYING], [data-badge=refused]) { color: var(--warning); background: var(--warning-bg); padding: .05rem .45rem; }
.badge:is([data-badge=failed], [data-badge=OFFLINE], [data-badge=false]) { color: var(--error); background: var(--error-bg); padding: .05rem .45rem; }
.badge[data-badge=refused] { outline: 1px dashed var(--warning); outline-offset: -1px; }
.badge[data-badge=done] { color: var(--success); }

#calls table { font-size: .8rem; }
#calls :is(th, td) { padding-right: .6rem; }
#calls .code { font-size: .75rem; }
#calls td { overflow-wrap: break-word; }
#calls td[data-column=account] { overflow-wrap: anywhere; min-width: 6rem; }
#calls td[data-column=about] { min-width: 9rem; }

.bars { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); gap: 1rem 1.75rem; }
.bar { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem; align-items: baseline; align-content: end; line-height: 1.4; }
.bar .action, .bar meter { grid-column: 1 / -1; }
.bar .action { order: 1; font-size: .9rem; overflow-wrap: anywhere; }
.bar meter { order: 2; margin-top: .3rem; }
.bar b { overflow-wrap: anywhere; }
.bar .usage { color: var(--muted); font-size: .85rem; font-variant-numeric: tabular-nums; }
.bar.full .usage { color: var(--warning); }
.bar.idle { opacity: .65; }
meter { width: 100%; height: .6rem; border: 0; border-radius: .3rem; background: var(--line); appearance: none; overflow: hidden; }
meter::-webkit-meter-bar { height: .6rem; border: 0; border-radius: .3rem; background: var(--line); }
meter::-webkit-meter-optimum-value { background: var(--link); }
meter::-moz-meter-bar { background: var(--link); }
.full meter::-webkit-meter-optimum-value { background: var(--warning); }
.full meter::-moz-meter-bar { background: var(--warning); }

#offline { position: sticky; top: .5rem; z-index: 1; margin-top: 1rem; padding: .6rem 1rem; border-radius: .6rem; font-weight: 600; color: var(--error); background: var(--error-bg); border: 1px solid var(--error); }
.offline main { opacity: .55; }
@media (prefers-reduced-motion: no-preference) {
  @keyframes highlight { from { background: var(--highlight); } }
  .new { animation: highlight 2s ease-out; }
}

@media (max-width: 44rem) {
  body { padding: 1rem .75rem 2rem; }
  section { padding: .85rem .9rem; }
  thead { display: none; }
  table, tbody { display: block; }
  #calls table { font-size: .9rem; }
  tr { display: flex; flex-wrap: wrap; gap: .1rem 1rem; padding: .45rem 0; border-bottom: 1px solid var(--line); }
  tr:last-child { border-bottom: 0; padding-bottom: 0; }
  td { border: 0; padding: 0; max-width: 100%; }
  td::before { content: attr(data-title) " "; color: var(--muted); font-size: .85rem; }
  td:nth-child(2) { flex: 1 0 60%; }
  td:nth-child(-n + 2)::before, #calls td::before { content: none; }
  td:nth-child(2) > span:not(.badge) { font-weight: 600; }
  #calls td:nth-child(2) { flex: 0 1 auto; min-width: 0; }
  #calls td:nth-child(2) > span { font-weight: normal; }
  #calls td[data-column=code] { margin-left: auto; }
  #calls td:is([data-column=action], [data-column=about], [data-column=requestId]) { order: 1; flex: 1 0 100%; }
  #calls td[data-column=action] { font-weight: 600; }
  #calls td[data-column=requestId] { color: var(--muted); font-size: .8rem; }
  #calls .empty { display: none; }
}
`;
