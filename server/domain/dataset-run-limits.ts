/** What a dataset run may ask for, and what it gets where it asks for nothing. */
export const datasetRunLimits = { trials: 100, concurrency: 1000, maxRetries: 20, itemTimeoutMs: 2_147_483_647 } as const;
export const datasetRunDefaults = { trials: 1, concurrency: 10, maxRetries: 0 } as const;

/** More items than these are not named one by one. */
export const mostItemIds = 10_000;
