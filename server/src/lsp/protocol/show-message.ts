import { type Connection, type MessageType, ShowMessageNotification } from 'vscode-languageserver';

/** Tells the user something. The connection's own `window.show…Message` asks, and some editors then wait for a choice. */
export const showMessage = (connection: Connection, type: MessageType, message: string): void => {
  void connection.sendNotification(ShowMessageNotification.type, { type, message });
};
