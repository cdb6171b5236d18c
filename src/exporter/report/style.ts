/** The report's style sheet: one calm page, light or dark as the reader's system is. */
export const style = `
:root{color-scheme:light dark;--page:light-dark(#f7f6f3,#16181b);--card:light-dark(#fff,#1e2125);
--ink:light-dark(#22262b,#e6e4df);--soft:light-dark(#646b74,#9aa1aa);--line:light-dark(#e4e1da,#30353b);
--accent:light-dark(#2f6f62,#74c2b0);--tint:light-dark(#e7f0ed,#20342f);--mark:light-dark(#fbe9bd,#4b3c13);
--on-mark:light-dark(#5b4300,#f5dd9d)}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);
font:16px/1.55 system-ui,-apple-system,"Segoe UI","Noto Sans","DejaVu Sans",sans-serif}
main{max-width:1080px;margin:0 auto;padding:3rem 1.25rem 5rem}
h1{font-size:1.9rem;line-height:1.2;font-weight:650;letter-spacing:-.015em;margin:0 0 .4rem}
.lead{color:var(--soft);margin:0 0 2rem;max-width:44rem}
h2{font-size:1rem;font-weight:650;margin:0}
h3{font-size:1.05rem;font-weight:600;margin:0;line-height:1.4;overflow-wrap:anywhere}
.figures{display:flex;flex-wrap:wrap;gap:1px;background:var(--card);border:1px solid var(--line);border-radius:12px;
overflow:hidden;margin-bottom:1.25rem}
.figures div{flex:1 1 7.5rem;padding:1rem 1.25rem;box-shadow:0 0 0 1px var(--line)}
.figures b{display:block;font-size:1.7rem;font-weight:600;line-height:1.2;font-variant-numeric:tabular-nums}
.figures span,.none{color:var(--soft);font-size:.9rem}
.panels{columns:2 21rem;column-gap:1.25rem}
.panel,.terms,.session>header,.step{background:var(--card);border:1px solid var(--line);border-radius:12px}
.panel{padding:1.1rem 1.25rem 1.2rem;margin-bottom:1.25rem;break-inside:avoid}
.panel dl{display:grid;grid-template-columns:1fr auto;gap:.1rem .75rem;margin:.7rem 0 0;font-size:.92rem}
.panel dt{overflow-wrap:anywhere}.panel dd{margin:0;text-align:right;font-variant-numeric:tabular-nums;color:var(--soft)}
.panel .bar{grid-column:1/-1;height:5px;margin-bottom:.5rem;background:var(--tint);border-radius:3px;overflow:hidden}
.bar svg{display:block;width:100%;height:100%}.bar rect{fill:var(--accent)}
.none{margin:.6rem 0 0}
.terms{padding:1rem 1.25rem;color:var(--soft);font-size:.9rem}
.terms p{margin:0 0 .35rem;overflow-wrap:anywhere}.terms p:last-child{margin:0}.terms b{color:var(--ink)}
code{font:.85em ui-monospace,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
.session{margin-top:3rem}
.session>header{position:sticky;top:0;z-index:1;padding:.9rem 1.25rem;margin-bottom:1rem;
box-shadow:0 6px 14px -12px #0006}
.session>header h2{font-size:1.15rem}
.session>header p{margin:.15rem 0 0;color:var(--soft);font-size:.9rem;overflow-wrap:anywhere}
.steps{list-style:none;margin:0;padding:0;display:grid;grid-template-columns:minmax(0,1fr);gap:.9rem}
.step{display:grid;grid-template-columns:2.6rem minmax(0,1fr);padding:1.1rem 1.25rem 1.2rem 0}
.number{text-align:right;padding-right:.9rem;color:var(--soft);font-variant-numeric:tabular-nums;line-height:1.55}
.where{margin:.1rem 0 0;font-size:.9rem;color:var(--soft);display:flex;flex-wrap:wrap;gap:0 .8rem}
.where b{font-weight:550;color:var(--ink)}.where span,.where b{min-width:0;overflow-wrap:anywhere}
.time{font-variant-numeric:tabular-nums}
.chip{display:inline-block;margin-left:.5rem;padding:.05rem .55rem;border-radius:99px;background:var(--tint);
color:var(--accent);font-size:.78rem;font-weight:550;vertical-align:.08em;white-space:nowrap}
mark{background:var(--mark);color:var(--on-mark);border-radius:4px;padding:0 .25em}
.typed{margin:.7rem 0 0;padding:.7rem .9rem;background:var(--page);border:1px solid var(--line);border-radius:8px;
font:.92rem/1.5 ui-monospace,"DejaVu Sans Mono",monospace;white-space:pre-wrap;overflow-wrap:anywhere;
max-height:20rem;overflow:auto}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));gap:.9rem;margin-top:.9rem;
max-width:calc(2*520px + .9rem)}
.pair:has(figure:only-child){max-width:520px}.pair.whole:has(figure:only-child){max-width:none}
figure{margin:0}figure svg{display:block;width:100%;height:auto;max-height:70vh;background:#000;border-radius:8px;
outline:1px solid var(--line);outline-offset:-1px}
figcaption{font-size:.82rem;color:var(--soft);margin-top:.25rem}
.box{fill:#2f9e8322;stroke:#1fae8c;stroke-width:2;vector-effect:non-scaling-stroke}
.ring,.way{fill:none;stroke:#e0452f;stroke-width:2.5;vector-effect:non-scaling-stroke}
.halo{fill:none;stroke:#fff;stroke-width:5.5;stroke-opacity:.85;vector-effect:non-scaling-stroke}
.way{stroke-linejoin:round;stroke-linecap:round}.dot{fill:#e0452f;stroke:#fff;stroke-width:1.2;vector-effect:non-scaling-stroke}
.end{fill:#fff;stroke:#e0452f;stroke-width:2.5;vector-effect:non-scaling-stroke}
details{margin-top:.6rem}summary{cursor:pointer;color:var(--accent);font-size:.9rem;width:max-content}
summary:focus-visible,a:focus-visible{outline:2px solid var(--accent);outline-offset:3px;border-radius:4px}
a{color:var(--accent)}.beside{margin:0;font-size:.9rem}
.store{position:absolute;width:0;height:0;overflow:hidden}
@media (max-width:600px){main{padding:1.75rem .8rem 3rem}h1{font-size:1.5rem}
.step{grid-template-columns:minmax(0,1fr);padding:.9rem 1rem 1rem}.number{text-align:left;padding:0;font-size:.85rem}
.session>header{position:static}.chip{margin:0 .4rem 0 0}}
@media print{.session>header{position:static}.step{break-inside:avoid}}
`;
