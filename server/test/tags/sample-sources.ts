/** Sources with every place a tag can stand, in several layouts. */
export const SAMPLES: Readonly<Record<string, string>> = {
  'plain.ts': `#!/usr/bin/env node
import { save } from './save.ts';

/** Solves it. */
export async function solve(n: number): Promise<number> {
  for (let i = 0; i < n; i++) {
    await save(i); // each step
  }
  const f = (x: number) => x * 2, g = function () { return f(1); };
  if (n > 3) { f(1); } else if (n > 2) f(2); else { g(); }
  try { await save(1); } catch { f(3); } finally { f(4); }
  outer: while (true) { break outer; }
  return n > 1 ? await save(2) : [1].map((v) => v)[0] ?? 0;
}

function over(a: string): void;
function over(a: unknown): void { do { void a; } while (a); }
`,
  'marked.js': '\ufefffor (const x of xs) save(x);\r\nfunction rest() { for (;;) {} }\r\n',
  'members.ts':
    'class Solver {\r\n\t/* state */ x = 1;\r\n\tstatic { setup(); }\r\n\r\n\t/**\r\n\t * Steps.\r\n\t */\r\n' +
    '\t@log(() => 1)\r\n\tasync step() { await this.x; for (;;) {} }\r\n\tget y() { return 1; } set y(v) {}\r\n' +
    '\tconstructor() { super(); }\r\n\trun = async () => {\r\n\t\tswitch (this.x) { case 1: {\r\n\t\t\tbreak; }\r\n\t\t}\r\n\t};\r\n}\r\n',
  'literals.js': `const o = { m() {}, n: async () => {}, get p() { return 1; } };
const t = \`\${xs.map((x) => x)} // no comment \${await y}\`, r = /\\/* no/;
module.exports = [() => 1, function named() {}, ...rest];
foo(1, () => { bar(); }, async function () {});
new Thing(() => {
  // a note
});
for (const a of b) if (a) continue; else await a
export default () => ({ q() {} })`,
  'view.tsx': `export const View = ({ rows }: Props) => (
  <table onClick={() => pick(1)} {...rest}
    onKeyDown={function (e) { stop(e); }}>
    // text {'{'} {rows.map((row) => <tr key={row}>{cells(() => row)}</tr>)}
    {rows.filter((row) => row)}
    <>{/* note */}{await later}</>
  </table>
);
`,
};
