import { setFlagsFromString } from 'node:v8';

/**
 * What a function runs, in bytes of bytecode, before V8 compiles it anew to run faster: four times as much as by itself (Node 20). Both a
 * server, which works for milliseconds at a key, and an analysis, which meets most code once, otherwise spend a third of their
 * CPU time on compiling what they hardly run again. Chosen by bench/analysis and bench/servers.
 */
export const INTERRUPT_BUDGET_BYTES = 270_336;

/** Takes effect for all threads; to be called before there is work. */
export const compileLate = (): void => setFlagsFromString(`--interrupt-budget=${INTERRUPT_BUDGET_BYTES}`);
