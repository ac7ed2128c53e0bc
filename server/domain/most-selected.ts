/** More items than these are not chosen one by one: they are a dataset of their own. */
export const mostSelected = 10_000;
