import { type Message, say, type Translate } from '@migration-tags/simulator';
import { type Connection, type ExecuteCommandParams, MessageType } from 'vscode-languageserver';
import { Position, type WorkspaceEdit } from 'vscode-languageserver-types';
import { shownName } from '../../preview/entity-report.ts';
import { VERDICT_WORDS } from '../../preview/verdict-words.ts';
import { showMessage } from '../protocol/show-message.ts';
import type { Session } from '../session.ts';
import { addTagEdit, removeTagEdit } from './tag-edits.ts';
import { downtimeText } from './wording.ts';

/** Commands that any editor can send. Arguments: the document's URI, a position in it and, to add, the tag and, for a region, its end. */
export const SERVER_COMMANDS = {
  explain: 'migrationTags.server.explain',
  addTag: 'migrationTags.server.addTag',
  removeTag: 'migrationTags.server.removeTag',
} as const;

export const executeCommand = async (
  connection: Connection,
  session: Session,
  translate: Translate,
  { command, arguments: given = [] }: ExecuteCommandParams,
): Promise<null> => {
  const tell = (type: MessageType, message: Message): void =>
    showMessage(connection, type, translate(message));
  const [uri, position, tag, end]: readonly unknown[] = given;
  const document = typeof uri === 'string' ? session.document(uri) : undefined;
  if (!document || !Position.is(position)) {
    tell(MessageType.Error, say`${command} takes the URI of an open document and a position in it.`);
    return null;
  }
  const start = document.offset(position);
  const apply = async (edit: WorkspaceEdit | null): Promise<null> => {
    if (edit) await connection.workspace.applyEdit(edit);
    else tell(MessageType.Info, say`There is nothing here to change.`);
    return null;
  };
  switch (command) {
    case SERVER_COMMANDS.addTag:
      return apply(
        addTagEdit(
          document,
          { position, end: Position.is(end) ? end : undefined },
          tag === 'withdraw' ? 'withdraw' : 'approve',
        ),
      );
    case SERVER_COMMANDS.removeTag:
      return apply(removeTagEdit(document, start));
    case SERVER_COMMANDS.explain: {
      const report = document.forecast?.reports.find(({ subject }) => subject.span.start === start);
      tell(
        MessageType.Info,
        report
          ? report.explanation.reduce(
              (before, sentence) => say`${before} ${sentence}`,
              say`${shownName(report)}: ${VERDICT_WORDS[report.verdict]}, ${downtimeText(report)}.`,
            )
          : say`No prediction is at hand for this code yet.`,
      );
      return null;
    }
    default:
      tell(MessageType.Error, say`${command} is not known here.`);
      return null;
  }
};
