/** Splits comma-separated text with quoted fields (RFC 4180) into records keyed by the header's names. */
export const parseCsv = (text: string): readonly ReadonlyMap<string, string>[] => {
  const [header, ...lines] = text.split(/\r?\n/).filter((line) => line !== '');
  if (header === undefined) return [];
  const names = fieldsOf(header);
  return lines.map((line) => {
    const fields = fieldsOf(line);
    return new Map(names.map((name, index) => [name, fields[index] ?? '']));
  });
};

/** Every field follows a comma, the first one the comma put before the line. */
const fieldsOf = (line: string): string[] =>
  [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
