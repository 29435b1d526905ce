import type { Disposable } from 'vscode';

/** Calls at once, and then, however often it is called, once in that time; disposing it calls off the last. */
export const atMostEvery = (milliseconds: number, act: () => void): (() => void) & Disposable => {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let again = false;
  const call = (): void => {
    if (timer !== null) {
      again = true;
      return;
    }
    again = false;
    act();
    timer = setTimeout(() => {
      timer = null;
      if (again) call();
    }, milliseconds);
  };
  return Object.assign(call, {
    dispose: () => {
      if (timer !== null) clearTimeout(timer);
    },
  });
};
