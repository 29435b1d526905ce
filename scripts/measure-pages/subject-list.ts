import * as v from 'valibot';
import type { Subject } from './subject.ts';

/** A list's element: what is left out is as on the command line. */
const ListedSubject = v.object({
  suite: v.string(),
  name: v.string(),
  file: v.string(),
  function: v.optional(v.string(), 'main'),
  call: v.optional(v.string()),
  before: v.optional(v.array(v.string()), []),
  host: v.optional(v.string(), ''),
  programArguments: v.optional(v.array(v.string()), []),
  perCall: v.optional(v.boolean(), false),
});

/** The subjects of a list; `json` is its text. Throws where it is no such list. */
export const listedSubjects = (json: string): readonly Subject[] =>
  v
    .parse(v.pipe(v.string(), v.parseJson(), v.array(ListedSubject)), json)
    .map((subject) => ({ ...subject, call: subject.call ?? `${subject.function}()` }));
