import { eventually } from './eventually.ts';

/** Waits until no process has the id any more. */
export const processGone = (processId: number): Promise<true> =>
  eventually(`process ${processId} gone`, () => (isAlive(processId) ? undefined : true));

const isAlive = (processId: number): boolean => {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
};
