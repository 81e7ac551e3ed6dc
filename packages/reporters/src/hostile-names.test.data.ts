/** Names that somebody may give to files, functions, queues and states so that what we print is more than text somewhere. */
import { hostile } from './report.test.data.ts';

export const hostileNames: readonly string[] = [
  // People and references that GitHub and GitLab find in text.
  '@octocat', 'x@octocat y', '@org/team', 'ann@evil.example', '&#64;octocat', '&commat;octocat', '#123', 'GH-123', 'org/repo#1', '!12', '$34', '%5', '~label', ':smile:', 'deadbeefdeadbeefdeadbeefdeadbeefdeadbeef', 'org/repo@deadbee1',
  // Links and pictures.
  'http://evil.example', 'https://evil.example/x', 'www.evil.example', 'mailto:ann@evil.example', 'xmpp:ann@evil.example', 'ftp://evil.example', '//evil.example', '<http://evil.example>', '[x](javascript:alert(1))', '![x](//evil.example/p.png)', '[x]: //evil.example', '[x][y]', '[x]', '[^1]', '[^1]: x', '](//evil.example)',
  // HTML.
  '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '</details>', '<details open>', '</td></tr></table>', '<!--', '-->', '<!-- dist-lint:report default -->', '<?x', '<![CDATA[', ']]>', '&lt;b&gt;', '&amp;', '&#60;b&#62;', '" onload="alert(1)', "' onload='alert(1)", '</script><script>', '</title><svg onload=x>', '`onload`',
  // Markdown's blocks, spans and tables.
  '# heading', '#', '- item', '* item', '+ item', '1. item', '1) item', '- [ ] task', '> quote', '---', '===', '***', '    code', '```', '````js', '~~~', '`', '``', '` `', 'a`b``c', '**bold**', '__bold__', '_stress_', '~~gone~~', '~gone~', '$x$', '$$x$$', '| a | b |', '|', '\\|', 'a\\', '\\', '\\`', '\\\\|', '| --- |', ' | x', "it's 'quoted' <b>@octocat</b> 'x", "'", "'@octocat'", "' @octocat '", 'a  b', ' a ', ' ',
  // What a log obeys.
  '::error::x', '::error file=a,line=1::x', '::stop-commands::x', '::add-mask::a', ' ::warning::x', 'a\n::error::x', 'a\r::error::x', 'a%0A::error::x', '%0D%0A::error::x', '%25', 'a,line=1,title=x::y', '##[error]x', '##[add-mask]a', '##vso[task.setvariable variable=a]b', "##teamcity[buildStatus text='x']", 'section_start:1:x',
  // What GitLab and robots obey in a comment.
  '/merge', '/close x', '/approve',
  // What a terminal obeys.
  hostile, '\u001b]8;;http://evil.example\u0007x\u001b]8;;\u0007', '\u001b[2J\u001b[1;1H', '\u202egnp.exe', '\u2066x\u2069', '\ufeffx', '\u200b', 'x\u0000y', '\u0085x', 'a\tb', '\ud800',
  // Mermaid and Graphviz.
  '"]; click n0 "javascript:alert(1)"', 'end', 'style a fill:#fff;', 'a style b', '%%{init: {"securityLevel": "loose"}}%%', '%% x', '#quot;', '#35;', 'fa:fa-ban', 'a --> b', ':::x', 'ﬂ°°60¶ß', '"]; n9 [URL="javascript:alert(1)"]; x [label="', '\\N\\G', '\\', '{a|<p>b}', '<b>x</b>',
  // JSON, SARIF, shells, prototypes.
  '"},{"rule":"x"', '[x](1)', '[x](7)', '{0}', '%SRCROOT%/../../etc/passwd', '../../etc/passwd', 'javascript:alert(1)', '$(touch x)', '`touch x`', "'; touch x; '", '-rf', '__proto__', 'constructor', 'toString',
  // What is only unusual.
  'größe 数量 🛒', 'x'.repeat(40), 'e\u0301',
];
