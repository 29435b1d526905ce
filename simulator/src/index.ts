export * from './model/environment.ts';
export * from './model/estimate.ts';
export * from './model/outcome.ts';
export * from './model/page.ts';
export * from './model/problem.ts';
export * from './model/scenario.ts';
export * from './model/workload.ts';
