/** The files of one program. */
export interface ProgramMembers {
  /** Those that nothing imports. */
  readonly entries: readonly string[];
  /** Those that are given, or imported by one that is. */
  readonly linked: readonly string[];
}

/** How files hang together. */
export interface FileLinks {
  /** Those that the user, or the editor, asked about. */
  readonly given: readonly string[];
  readonly imports: (file: string) => readonly string[];
  readonly isSource: (file: string) => boolean;
  /** Scripts that define what a script uses of the globals they share. */
  readonly scriptsUsedBy: (file: string) => readonly string[];
}

/**
 * The program that a file is part of: files that nothing imports, among those linked to it by imports either way. Files
 * linked to each other share one run. Scripts that share globals are all run: a page loads each of them.
 */
export const programOf = (file: string, files: FileLinks): ProgramMembers => {
  const { links, imported } = linksBetween(files);
  const reached = new Set([file]);
  for (const at of reached) for (const next of links.get(at) ?? []) reached.add(next);
  const near = new Set(files.given.flatMap((one) => [one, ...files.imports(one)]));
  const linked = [...reached].filter((one) => one === file || near.has(one)).sort();
  const entries = linked.filter((one) => !imported.has(one));
  return { entries: entries.length === 0 ? [file] : entries, linked };
};

/** Links go both ways. */
const linksBetween = (
  files: FileLinks,
): { readonly links: ReadonlyMap<string, ReadonlySet<string>>; readonly imported: ReadonlySet<string> } => {
  const links = new Map<string, Set<string>>();
  const imported = new Set<string>();
  const link = (from: string, to: string): void => {
    links.set(from, (links.get(from) ?? new Set()).add(to));
    links.set(to, (links.get(to) ?? new Set()).add(from));
  };
  // A given file may use another one by way of files that are not.
  const loaded = new Set(files.given);
  for (const from of loaded)
    for (const to of files.imports(from)) {
      if (files.isSource(to)) loaded.add(to);
      link(from, to);
      if (from !== to) imported.add(to);
    }
  for (const from of files.given) for (const to of files.scriptsUsedBy(from)) link(from, to);
  return { links, imported };
};
