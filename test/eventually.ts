/** Asks until the answer is there: an editor gives no sign when what it shows has changed. */
export const eventually = async <Result>(
  what: string,
  ask: () => Result | undefined | Promise<Result | undefined>,
  limitMs = 40_000,
): Promise<Result> => {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`Still not so after ${limitMs / 1000} s: ${what}`);
    await new Promise((resume) => setTimeout(resume, 200));
  }
};
