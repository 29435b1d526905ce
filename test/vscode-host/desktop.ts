import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';

/**
 * The executable of a desktop VS Code: the one that VSCODE_EXECUTABLE names or, where there is a display, that of
 * the `code` on the PATH. `null`: none that could run here.
 */
export const desktopExecutable = (): string | null => {
  const named = process.env.VSCODE_EXECUTABLE;
  if (named) return named;
  const code = desktopCommand();
  if (code === null) return null;
  // `code` is a script in bin/ beside the executable of the same name.
  const executable = path.resolve(path.dirname(realpathSync(code)), '../code');
  return existsSync(executable) ? executable : null;
};

/** The `code` command, where there is a display for it to open a window on. */
export const desktopCommand = (): string | null => {
  const hasDisplay =
    process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);
  if (!hasDisplay) return null;
  const names = process.platform === 'win32' ? ['code.cmd'] : ['code'];
  const candidates = (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((folder) => names.map((name) => path.join(folder, name)));
  return candidates.find((candidate) => existsSync(candidate)) ?? null;
};
