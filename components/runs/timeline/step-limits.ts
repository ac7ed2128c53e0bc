/** The most steps a browser is asked to hold at once; past it the page says how many there are. */
export const mostSteps = 5_000;
export const stepPageSize = 1_000;
