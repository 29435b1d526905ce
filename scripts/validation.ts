/** Compares the simulator with the measured migrations and writes docs/validation.md and its picture. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { splitErrors } from './validation/downtime-split.ts';
import { validationPage } from './validation/page.ts';
import { downtimeScatter } from './validation/scatter.ts';
import { compareGuided, compareSteady, scoreGuided, scoreSteady, steadyPoint } from './validation/scores.ts';

const docs = path.join(import.meta.dirname, '../docs');
const steady = compareSteady();
const guided = compareGuided();
const points = steady.flatMap(steadyPoint);

writeFileSync(path.join(docs, 'images/validation-downtime.svg'), downtimeScatter(points));
writeFileSync(
  path.join(docs, 'validation.md'),
  validationPage({
    all: scoreSteady(steady),
    even: scoreSteady(steady.filter(({ row }) => row.id % 2 === 0)),
    odd: scoreSteady(steady.filter(({ row }) => row.id % 2 === 1)),
    split: splitErrors(steady),
    guided: scoreGuided(guided),
    steadyRows: steady,
    guidedRows: guided,
  }),
);
process.stdout.write('Wrote docs/validation.md and docs/images/validation-downtime.svg.\n');
