import { execFileSync } from 'node:child_process';

/** Installs a package of Debian's; needs root. `otherwise`: what to do where that cannot be done. */
export const installDebianPackage = (name: string, otherwise: string): void => {
  console.error(`Installing ${name} with apt…`);
  try {
    apt('update', '-qq');
    apt('install', '-y', '-qq', name);
  } catch (cause) {
    throw new Error(`No ${name} found and apt could not install it: ${otherwise}`, { cause });
  }
};

const apt = (...args: readonly string[]): void => {
  // What it prints is progress, so it goes to stderr.
  execFileSync('apt-get', args, { stdio: ['ignore', 2, 2] });
};
