import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { installDebianPackage } from '../debian-package.ts';
import { eventually } from '../eventually.ts';

const root = path.resolve(import.meta.dirname, '../..');
const NEOVIM = '/usr/bin/nvim';

/** The path of Neovim: `NEOVIM`, Debian's, or else Debian's installed now. */
const installedNeovim = (): string => {
  const named = process.env.NEOVIM;
  if (named) return named;
  if (!existsSync(NEOVIM)) installDebianPackage('neovim', 'set NEOVIM to its path.');
  return NEOVIM;
};

/** The first Lua block of the set-up page, to the letter. */
const documentedSetUp = (): string => {
  const page = readFileSync(path.join(root, 'docs/editors/neovim.md'), 'utf8');
  const [, block] = /^```lua\n(.*?)^```$/ms.exec(page) ?? [];
  if (block === undefined) throw new Error('docs/editors/neovim.md holds no Lua block.');
  return block;
};

/** Neovim without a screen, set up as its page says and by nothing else, driven from outside. */
export class Neovim {
  readonly folder: string;
  readonly #home: string;
  readonly #socket: string;
  readonly #program: string;
  readonly #process: ChildProcess;

  private constructor(program: string, home: string) {
    this.#program = program;
    this.#home = home;
    this.folder = path.join(home, 'workspace');
    this.#socket = path.join(home, 'socket');
    const setUp = path.join(home, 'init.lua');
    const programs = path.join(home, 'bin');
    mkdirSync(programs);
    // What `npm link` makes.
    symlinkSync(path.join(root, 'server/bin/migration-tags.js'), path.join(programs, 'migration-tags'));
    writeFileSync(setUp, documentedSetUp());
    const folders = Object.fromEntries(
      ['CONFIG', 'DATA', 'STATE', 'CACHE'].map((kind) => [`XDG_${kind}_HOME`, path.join(home, kind)]),
    );
    this.#process = spawn(program, ['--headless', '--clean', '-u', setUp, '--listen', this.#socket], {
      cwd: this.folder,
      env: { ...process.env, ...folders, PATH: `${programs}${path.delimiter}${process.env.PATH}` },
      stdio: 'ignore',
    });
  }

  /** Its working directory is a copy of the workspace that the tests in VS Code open. */
  static async start(): Promise<Neovim> {
    const program = installedNeovim();
    const home = realpathSync(mkdtempSync(path.join(tmpdir(), 'neovim-')));
    cpSync(path.join(root, 'test/in-editor/fixtures'), path.join(home, 'workspace'), { recursive: true });
    const neovim = new Neovim(program, home);
    await eventually('Neovim listens', () => existsSync(neovim.#socket) || undefined);
    return neovim;
  }

  get processId(): number {
    const { pid } = this.#process;
    if (pid === undefined) throw new Error('Neovim did not start.');
    return pid;
  }

  /** What a Vim expression gives; the edge where the answer gets its type. */
  async evaluate<Answer>(expression: string): Promise<Answer> {
    // Neovim 0.7 prints an answer to standard error, and no more than 1 KiB of it.
    const answer = path.join(this.#home, 'answer.json');
    const written = `writefile([json_encode(${expression})], '${answer}')`;
    await promisify(execFile)(this.#program, ['--server', this.#socket, '--remote-expr', written]);
    return JSON.parse(readFileSync(answer, 'utf8'));
  }

  /** What a Lua expression gives. */
  lua<Answer>(expression: string): Promise<Answer> {
    return this.evaluate(`luaeval('${expression.replaceAll("'", "''")}')`);
  }

  /** Runs Lua statements. */
  async run(statements: string): Promise<void> {
    await this.lua(`(function() ${statements} end)()`);
  }

  async command(line: string): Promise<void> {
    await this.run(`vim.cmd(${JSON.stringify(line)})`);
  }

  /** Types, in Vim's notation for keys. */
  async type(keys: string): Promise<void> {
    await promisify(execFile)(this.#program, ['--server', this.#socket, '--remote-send', keys]);
  }

  open(name: string): Promise<void> {
    return this.command(`edit ${name}`);
  }

  text(): Promise<readonly string[]> {
    return this.lua('vim.api.nvim_buf_get_lines(0, 0, -1, false)');
  }

  messages(): Promise<string> {
    return this.lua('vim.api.nvim_exec("messages", true)');
  }

  /** The process of the language server, once it serves the file. */
  async serverProcessId(): Promise<number> {
    await eventually(
      'a server for this file',
      async () => (await this.lua<boolean>('#vim.tbl_values(vim.lsp.buf_get_clients(0)) > 0')) || undefined,
    );
    const ping = 'vim.lsp.buf_request_sync(0, "migrationTags/ping", vim.empty_dict(), 20000)';
    const [answer] = await this.lua<readonly { readonly result: { readonly processId: number } }[]>(
      `vim.tbl_values(${ping} or {})`,
    );
    if (!answer) throw new Error('No server answered.');
    return answer.result.processId;
  }

  /** Leaves as a user does; the process's exit code. */
  async quit(): Promise<number | null> {
    const exited = once(this.#process, 'exit');
    await this.type('<Esc>:qall!<CR>');
    const [code] = await exited;
    return code;
  }

  async kill(): Promise<void> {
    const exited = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await exited;
  }

  /** Whatever a test left. */
  async dispose(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) await this.kill();
    rmSync(this.#home, { recursive: true, force: true });
  }
}
