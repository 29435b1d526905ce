import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { soon } from '../scheduling/soon.ts';

/** Lets the messages that already arrived, cancellations among them, be read first. */
const otherMessages = (): Promise<void> => new Promise(soon);

/** Thrown: the connection turns it into the protocol's answer. */
const cancelled = (): ResponseError<void> =>
  new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');

/**
 * Wraps a request's work: cancellation is looked at before and after it, and a failure is logged and answered
 * with `fallback`, so that a defect in one feature never reaches the user as a broken editor.
 */
export const answering =
  (connection: Connection) =>
  <Params, Result>(
    method: string,
    fallback: Result,
    work: (params: Params, token: CancellationToken) => Result | Promise<Result>,
  ) =>
  async (params: Params, token: CancellationToken): Promise<Result> => {
    await otherMessages();
    if (token.isCancellationRequested) throw cancelled();
    const result = await attempt(connection, method, fallback, () => work(params, token));
    if (token.isCancellationRequested) throw cancelled();
    return result;
  };

const attempt = async <Result>(
  connection: Connection,
  method: string,
  fallback: Result,
  work: () => Result | Promise<Result>,
): Promise<Result> => {
  try {
    return await work();
  } catch (failure) {
    connection.console.error(
      `${method} failed: ${failure instanceof Error ? failure.stack : String(failure)}`,
    );
    return fallback;
  }
};
