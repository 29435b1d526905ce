import { afterEach, describe, expect, test } from 'vitest';
import { eventually } from '../eventually.ts';
import { processGone } from '../process-gone.ts';
import { Neovim } from './neovim.ts';

const running: Neovim[] = [];

const start = async (): Promise<Neovim> => {
  const neovim = await Neovim.start();
  running.push(neovim);
  return neovim;
};

afterEach(async () => {
  for (const neovim of running.splice(0)) await neovim.dispose();
});

interface Problem {
  readonly message: string;
  readonly code: string;
}

const problems = (neovim: Neovim): Promise<readonly Problem[]> =>
  neovim.lua(
    'vim.tbl_map(function(d) return { message = d.message, code = d.code } end, vim.diagnostic.get(0))',
  );

const problemIs = (neovim: Neovim, code: string): Promise<Problem> =>
  eventually(`the problem ${code}`, async () =>
    (await problems(neovim)).find((problem) => problem.code === code),
  );

const noProblem = (neovim: Neovim, code: string): Promise<true> =>
  eventually(`no problem ${code}`, async () =>
    (await problems(neovim)).every((problem) => problem.code !== code) ? true : undefined,
  );

/** The text of the lenses as drawn at the ends of lines. */
const lenses = (neovim: Neovim): Promise<readonly string[]> =>
  neovim.lua(`(function()
    local texts = {}
    for name, id in pairs(vim.api.nvim_get_namespaces()) do
      if name:match("codelens") then
        for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(0, id, 0, -1, { details = true })) do
          table.insert(texts, mark[2] .. ": " .. mark[4].virt_text[1][1])
        end
      end
    end
    return texts
  end)()`);

/** The lenses, once one tells a number. */
const predictedLenses = async (neovim: Neovim): Promise<readonly string[]> => {
  let drawn: readonly string[] = [];
  try {
    return await eventually('a lens with a number', async () => {
      drawn = await lenses(neovim);
      return drawn.some((text) => /downtime \d/.test(text)) ? drawn : undefined;
    });
  } catch (cause) {
    throw new Error(`The lenses are ${JSON.stringify(drawn)}; messages: ${await neovim.messages()}`, {
      cause,
    });
  }
};

/** The lines of the floating window, once one is open. */
const float = (neovim: Neovim): Promise<string> =>
  eventually('a floating window', () =>
    neovim
      .lua<readonly string[]>(
        `(function()
          for _, window in ipairs(vim.api.nvim_list_wins()) do
            if vim.api.nvim_win_get_config(window).relative ~= "" then
              return vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
            end
          end
          return {}
        end)()`,
      )
      .then((lines) => (lines.length > 0 ? lines.join('\n') : undefined)),
  );

describe('Neovim, set up as its page says', () => {
  test('shows a lens with the predicted downtime, and what the lens does when it is run', async () => {
    const neovim = await start();
    await neovim.open('checkpoints.js');
    const [lens] = await predictedLenses(neovim);
    expect(lens).toMatch(/^5: approve · downtime [\d.]+ (µs|ms|s)/);
    await neovim.type('6gg<Cmd>lua vim.lsp.codelens.run()<CR>');
    await eventually('the explanation', async () =>
      /checkpoint: low /.test(await neovim.messages()) ? true : undefined,
    );
    expect(await neovim.messages()).not.toMatch(/not support|registerCapability/);
  });

  test('shows a problem, fixes it by a code action, and undo takes the fix back exactly', async () => {
    const neovim = await start();
    await neovim.open('misspelt.js');
    const before = await neovim.text();
    const { message } = await problemIs(neovim, 'unknown-directive');
    expect(message).toMatch(/aprove/);
    // The user picks the first entry of the menu.
    await neovim.run('vim.ui.select = function(items, _, choose) choose(items[1], 1) end');
    await neovim.type('gg014l<Cmd>lua vim.lsp.buf.code_action()<CR>');
    await eventually('the corrected tag', async () =>
      (await neovim.text())[0] === '// @migrate approve' ? true : undefined,
    );
    await noProblem(neovim, 'unknown-directive');
    await neovim.type('u');
    expect(await neovim.text()).toEqual(before);
  });

  test('explains an entity when asked at its tag', async () => {
    const neovim = await start();
    await neovim.open('checkpoints.js');
    await predictedLenses(neovim);
    await neovim.type('5gg06l<Cmd>lua vim.lsp.buf.hover()<CR>');
    const text = await float(neovim);
    for (const part of ['checkpoint', 'Downtime', 'Frequency']) expect(text).toContain(part);
  });

  test('completes a directive', async () => {
    const neovim = await start();
    await neovim.open('checkpoints.js');
    await neovim.serverProcessId();
    await neovim.type('ggO// @migrate <C-x><C-o>');
    const words = await eventually('a menu', async () => {
      const { items } = await neovim.evaluate<{ items: readonly { abbr: string }[] }>(
        'complete_info(["items"])',
      );
      return items.length > 0 ? items : undefined;
    });
    expect(words.map(({ abbr }) => abbr)).toEqual(expect.arrayContaining(['approve', 'withdraw', 'assume']));
  });

  test('reports a wrong migration-tags.json in that file until it is repaired', async () => {
    const neovim = await start();
    await neovim.open('migration-tags.json');
    await neovim.command('%s/1Gbit/1 parsec/');
    expect((await problemIs(neovim, 'configuration')).message).toMatch(/link\.bandwidth/);
    await neovim.type('u');
    await noProblem(neovim, 'configuration');
  });

  test('leaves no snippet marks in what it completes, for snippets are not known there', async () => {
    const neovim = await start();
    await neovim.open('checkpoints.js');
    await neovim.serverProcessId();
    await neovim.type('ggO// @migrate assume tri<C-x><C-o>');
    await eventually('the completed fact', async () =>
      (await neovim.text())[0] === '// @migrate assume trips=' ? true : undefined,
    );
  });

  test('serves a file that lies in no project', async () => {
    const neovim = await start();
    await neovim.command('edit ../alone.js');
    await neovim.type('i// @migrate aprove<CR>function f() {}<Esc>');
    await neovim.command('set filetype=javascript');
    expect((await problemIs(neovim, 'unknown-directive')).message).toMatch(/aprove/);
  });
});

describe('the server', () => {
  test('ends when Neovim is left', async () => {
    const neovim = await start();
    await neovim.open('checkpoints.js');
    const server = await neovim.serverProcessId();
    expect(await neovim.quit()).toBe(0);
    await processGone(server);
  });

  test('ends when Neovim is killed', async () => {
    const neovim = await start();
    await neovim.open('checkpoints.js');
    const server = await neovim.serverProcessId();
    await neovim.kill();
    await processGone(server);
  });

  test('is started again with the next file when it was killed', async () => {
    const neovim = await start();
    await neovim.open('checkpoints.js');
    const server = await neovim.serverProcessId();
    process.kill(server, 'SIGKILL');
    await processGone(server);
    await neovim.open('misspelt.js');
    await problemIs(neovim, 'unknown-directive');
    expect(await neovim.serverProcessId()).not.toBe(server);
  });
});
