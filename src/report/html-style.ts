/** The style of a report that stands alone: the site's colours, fonts of the reader's machine, light, dark and print. */
export const PRINT_STYLE = `
:root{color-scheme:light dark;--paper:#fff;--wash:#f3f6f6;--line:#d5dcde;--ink:#15242b;--ink2:#44555d;--link:#0f5263;--review:#3a3277;--review-wash:#efedf8}
@media (prefers-color-scheme:dark){:root{--paper:#0f181c;--wash:#172327;--line:#2c3b42;--ink:#e6ecee;--ink2:#b4c1c6;--link:#a3d6e2;--review:#cdc4ff;--review-wash:#232040}.report-figure svg,.report-icon{background:#fff;border-radius:2px}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:400 1.0625rem/1.6 Literata,Georgia,"Noto Serif",serif}
.report{max-width:52rem;margin:0 auto;padding:2rem 1.25rem 4rem;overflow-wrap:break-word}
.report p,.report li,.report dd{max-width:42rem}
h1,h2,h3,h4,h5{line-height:1.2;font-weight:600;text-wrap:balance;break-after:avoid}h1{font-size:2.1rem;margin:.5rem 0}h2{font-size:1.6rem;margin:3rem 0 .75rem}h3{font-size:1.25rem;margin:2rem 0 .5rem}h4,h5{font-size:1.0625rem;margin:1.5rem 0 .4rem}
.hn{color:var(--ink2);font-variant-numeric:tabular-nums}
a{color:var(--link);text-underline-offset:.15em}:focus-visible{outline:3px solid #1f62c9;outline-offset:2px}
.report-sub{font-size:1.2rem;color:var(--ink2);margin:.25rem 0 1.5rem}.report-draft{display:inline-block;margin:0;padding:.1rem .6rem;border:2px dashed var(--ink2);font:600 .875rem/1.5 "Source Sans 3","Segoe UI",Roboto,Arial,sans-serif}
.report-imprint,.report-contents,table,.report-foot,figcaption,.report-notes,.report-works,.report-flag,.report-status{font-family:"Source Sans 3","Segoe UI",Roboto,Arial,sans-serif}
.report-imprint{font-size:.9375rem;border-top:1px solid var(--line);border-bottom:1px solid var(--line);padding:.75rem 0}.report-imprint div{display:flex;flex-wrap:wrap;gap:.25rem .75rem}.report-imprint dt{flex:0 0 13rem;color:var(--ink2)}.report-imprint dd{margin:0;flex:1 1 18rem}
.report-contents ul{list-style:none;padding:0;columns:2;column-gap:2rem}.report-contents .l2{padding-left:1.25rem;font-size:.9375rem}
.report-lead{font-size:1.2rem;line-height:1.5}.report-box{background:var(--wash);padding:.75rem 1rem;margin:1.5rem 0}blockquote{margin:1rem 0;padding-left:1rem;border-left:3px solid var(--line)}
.report-table{overflow-x:auto;margin:1.5rem 0}table{border-collapse:collapse;width:100%;font-size:.9375rem;line-height:1.4}caption{text-align:left;padding-bottom:.5rem;caption-side:top}th,td{text-align:left;vertical-align:top;padding:.45rem .6rem .45rem 0;border-top:1px solid var(--line)}thead th{border-top:2px solid var(--ink);color:var(--ink2);font-weight:600}tbody th{font-weight:500}.end{text-align:right;font-variant-numeric:tabular-nums}
.report-figure{margin:1.5rem 0}.report-figure svg{max-width:100%;height:auto}figcaption,.report-foot{font-size:.875rem;color:var(--ink2)}
.report-status{white-space:nowrap}.report-icon{vertical-align:-.1em}.report-flag{font-size:.8125rem;padding:0 .35rem;border:1px solid currentColor;border-radius:2px}.report-flag[data-f=review]{color:var(--review);background:var(--review-wash)}
.report-notes a:not(:hover){text-decoration-color:var(--line)}.report-mark{line-height:0;font-size:.72em}.report-mark a{text-decoration:none;padding:0 .12em}.report-unchecked{color:var(--ink2);line-height:0}.report-term{text-decoration-style:dotted}
.report-notes ol,.report-works ul{padding-left:2.25rem;font-size:.9375rem;line-height:1.45}.report-works ul{list-style:none;padding-left:0}.report-works li{padding-left:1.5rem;text-indent:-1.5rem;margin:.35rem 0}.report-glossary dt{font-weight:600;margin-top:.75rem}.report-glossary dd{margin:0}.report-break{border:0}
:target{background:var(--wash)}
@media (max-width:40rem){.report-contents ul{columns:1}thead{position:absolute;clip-path:inset(50%);height:1px;width:1px;overflow:hidden}table,tbody,tr,th,td,caption{display:block;width:100%}colgroup{display:none}tr{border-top:1px solid var(--line);padding:.5rem 0}th,td{border:0;padding:.15rem 0}td.end{text-align:left}td[data-l]::before{content:attr(data-l) ": ";color:var(--ink2)}}
@page{margin:22mm 20mm}@media print{:root{--paper:#fff;--ink:#000;--ink2:#333;--line:#999;--link:#000;--wash:#fff}body{font-size:10.5pt}.report{max-width:none;padding:0}.report-break{break-after:page}h2{break-before:page}.report-contents h2{break-before:auto}tr,figure,.report-box{break-inside:avoid}thead{display:table-header-group}.report-back{display:none}}
`.trim();
