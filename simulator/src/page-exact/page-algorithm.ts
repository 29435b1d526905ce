import type { MigrationHost } from './migration-host.ts';

/**
 * A migration algorithm, page by page: drives the host until the guest runs at the destination and
 * every page is there.
 * @returns the number of passes over the memory
 */
export type PageAlgorithm = (host: MigrationHost) => number;
