package org.scrutin.render;

/** The frame of a page: everything in it, nothing from outside, no scripts. */
final class Html {

  private static final String STYLE =
      """
      :root{color-scheme:light dark;--ink:#18202b;--soft:#556070;--paper:#fff;--panel:#f4f6f9;
       --line:#dbe1e8;--good:#00694d;--good-back:#e3f4ee;--bad:#b3260c;--bad-back:#fdeae5;
       --open:#7a4a00;--open-back:#fdf1dc}
      @media (prefers-color-scheme:dark){:root{--ink:#e9eef5;--soft:#a3b1c2;--paper:#11161d;
       --panel:#1a222d;--line:#2f3a49;--good:#5fe0b5;--good-back:#12342a;--bad:#ff8a70;
       --bad-back:#3a1a12;--open:#f4bd6b;--open-back:#36290f}}
      *{box-sizing:border-box}
      body{margin:0;background:var(--paper);color:var(--ink);
       font:16px/1.5 system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
      main{max-width:76rem;margin:0 auto;padding:1.5rem 1.5rem 4rem}
      body.picture-page main{max-width:none}
      h1{font-size:1.7rem;line-height:1.25;margin:.2rem 0 .6rem}
      h2{font-size:1.25rem;margin:2.2rem 0 .6rem}
      h3{font-size:1.02rem;margin:1.5rem 0 .4rem}
      p{max-width:48rem;margin:.5rem 0}
      .soft{color:var(--soft)}
      .small{font-size:.875rem}
      .verdict{border-left:.5rem solid;border-radius:.3rem;padding:1rem 1.25rem;margin:1rem 0}
      .verdict p{margin:.25rem 0 0;color:var(--ink)}
      .verdict ul{margin:.5rem 0 0;color:var(--ink)}
      .verdict strong{font-size:1.3rem;line-height:1.35;display:block}
      .holds{color:var(--good)}.violated{color:var(--bad)}.undecided{color:var(--open)}
      .verdict.holds{background:var(--good-back)}
      .verdict.violated{background:var(--bad-back)}
      .verdict.undecided{background:var(--open-back)}
      .word{font-weight:700;white-space:nowrap}
      table{border-collapse:collapse;width:100%;font-size:.9375rem}
      th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;
       border-bottom:1px solid var(--line)}
      thead th{font-size:.8125rem;color:var(--soft);font-weight:600;vertical-align:bottom}
      tbody th{font-weight:600}
      th div{font-weight:400}
      .number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
      .wide{overflow-x:auto}
      details{border:1px solid var(--line);border-radius:.4rem;margin:.75rem 0;
       padding:0 1rem;background:var(--paper)}
      details[open]{padding-bottom:1rem}
      summary{cursor:pointer;padding:.75rem 0;font-weight:600}
      figure{margin:1rem 0}
      .framed svg{max-width:100%;min-width:52rem;height:auto}
      .columns{columns:2;column-gap:2.5rem;max-width:none}
      .columns li{break-inside:avoid;margin:.15rem 0}
      td.code{font-family:ui-monospace,"Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;
       font-size:.82rem;overflow-wrap:anywhere}
      pre{font-size:.875rem;white-space:pre-wrap;overflow-wrap:anywhere;margin:.5rem 0 0;color:var(--ink)}
      .wide:focus-visible{outline:2px solid var(--soft)}
      .framed{border:1px solid var(--line);border-radius:.4rem}
      figcaption{padding:.25rem .75rem .75rem;color:var(--soft);font-size:.875rem}
      pre.spec{white-space:pre;overflow-wrap:normal;font-size:.82rem;line-height:1.35}
      .spec .bad{color:var(--bad);background:var(--bad-back)}
      .spec .good{background:var(--good-back)}
      .spec .remark{display:inline-block;min-width:7em;background:none;font-weight:700}
      mark{background:var(--open-back);color:var(--ink);font-weight:600}
      tr.violated td,tr.violated th{background:var(--bad-back)}
      svg{display:block}
      ul,ol{padding-left:1.3rem;max-width:48rem}
      li{margin:.3rem 0}
      code{font-family:ui-monospace,"Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;
       font-size:.875em;overflow-wrap:anywhere}
      @media (max-width:48rem){main{padding:1rem 1rem 3rem}h1{font-size:1.4rem}
       .columns{columns:1}.columns code{display:block}
       .cards thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
       .cards tr{display:block;padding:.75rem 0;border-bottom:1px solid var(--line)}
       .cards tbody th,.cards td{display:block;border:0;padding:.1rem 0;text-align:left;
        white-space:normal}
       .cards td:empty{display:none}
       .cards td::before{content:attr(data-label) ": ";color:var(--soft);font-size:.8125rem;
        font-weight:400;font-family:system-ui,"Segoe UI",Roboto,Arial,sans-serif}}
      @media print{details{break-inside:avoid}}
      """;

  private Html() {}

  /**
   * A whole page.
   *
   * @param kind class of the body
   * @param content markup that is escaped already
   */
  static String page(String title, String kind, String content) {
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
        + "<meta name=\"color-scheme\" content=\"light dark\"/>\n<title>"
        + Svg.escape(title)
        + "</title>\n<style>\n"
        + STYLE
        + "</style>\n</head>\n<body class=\""
        + kind
        + "\">\n<main>\n"
        + content
        + "</main>\n</body>\n</html>\n";
  }
}
